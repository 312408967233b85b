/** The memory between the leader of a team and one helper: what is asked, what is answered, and whose turn it is. */
import type { Mode } from '../model/step.ts';
import type { Distillation } from '../run/distillation-loss.ts';

/** In numbers, all of the largest part that is asked. */
export interface DeskSizes {
  readonly parameters: number;
  /** Scale groups. */
  readonly groups: number;
  readonly samples: number;
  /** Values of a sample. */
  readonly sample: number;
  /** Values that the network names classes by. */
  readonly classes: number;
}

/** `starting`: the helper opens; `free`: it waits; `asked`: it computes; `failed`: it has ended, or never began. */
const STATES = ['starting', 'free', 'asked', 'failed'] as const;

export type DeskState = (typeof STATES)[number];

/** What a helper computes: the gradients of so many samples. */
export interface Order {
  readonly count: number;
  readonly mode: Mode;
  readonly rounded: boolean;
  /** The target is the sample itself, not a class. */
  readonly itself: boolean;
  /** Of dropout masks, 32 bits. */
  readonly seed: number;
  /** Of the whole batch. */
  readonly share: number;
  readonly smoothing: number;
  /** Classes count as `classWeights` say. */
  readonly weighted: boolean;
  /** How the teacher's logits are learned from; undefined where there is no teacher. */
  readonly distillation: Distillation | undefined;
}

const MODES = ['train', 'evaluate', 'folded'] as const satisfies readonly Mode[];

export interface Desk {
  readonly buffer: SharedArrayBuffer;
  readonly inputs: Float32Array;
  readonly labels: Int32Array;
  readonly classWeights: Float32Array;
  /** Logits of another network that is learned from, [samples, classes]. */
  readonly teacher: Float32Array;
  /** In the places of the parameters: gradients of the trained, new values of the others. */
  readonly results: Float32Array;
  /** Low and high that each scale group has seen. */
  readonly seen: Float64Array;
  readonly state: () => DeskState;
  readonly turn: (state: DeskState) => void;
  /** Blocks this thread while the state stays, at most so long; returns what it is then. */
  readonly wait: (state: DeskState, ms: number) => DeskState;
  readonly order: () => Order;
  readonly write: (order: Order) => void;
  readonly loss: () => number;
  readonly answer: (loss: number) => void;
}

const WORDS = 8;
const REALS = 6;

/** Over the buffer given, or over a new one. */
export function openDesk(sizes: DeskSizes, given?: SharedArrayBuffer): Desk {
  const { parameters, groups, samples, sample, classes } = sizes;
  const floats = [samples * sample, classes, samples * classes, parameters] as const;
  const reals = REALS + 2 * groups;
  const rest = WORDS + samples + floats.reduce((sum, count) => sum + count, 0);
  const buffer = given ?? new SharedArrayBuffer(8 * reals + 4 * rest);
  const numbers = new Float64Array(buffer, 0, REALS);
  const words = new Int32Array(buffer, 8 * reals, WORDS);
  let at = 8 * reals + 4 * (WORDS + samples);
  const [inputs, classWeights, teacher, results] = floats.map((count) => {
    const view = new Float32Array(buffer, at, count);
    at += view.byteLength;
    return view;
  }) as [Float32Array, Float32Array, Float32Array, Float32Array];
  return {
    buffer,
    inputs,
    labels: new Int32Array(buffer, 8 * reals + 4 * WORDS, samples),
    classWeights,
    teacher,
    results,
    seen: new Float64Array(buffer, 8 * REALS, 2 * groups),
    ...turnsOf(words),
    order: () => orderIn(words, numbers),
    write: (order) => writeOrder(order, words, numbers),
    loss: () => numbers[0]!,
    answer: (loss) => void (numbers[0] = loss),
  };
}

function turnsOf(words: Int32Array): Pick<Desk, 'state' | 'turn' | 'wait'> {
  const state = (): DeskState => STATES[Atomics.load(words, 0)]!;
  return {
    state,
    turn: (to) => {
      Atomics.store(words, 0, STATES.indexOf(to));
      Atomics.notify(words, 0);
    },
    wait: (from, ms) => {
      Atomics.wait(words, 0, STATES.indexOf(from), ms);
      return state();
    },
  };
}

function writeOrder(order: Order, words: Int32Array, numbers: Float64Array): void {
  const { count, mode, rounded, itself, seed, weighted, share, smoothing, distillation } = order;
  words.set([count, MODES.indexOf(mode), Number(rounded), Number(itself), seed, Number(weighted), Number(distillation !== undefined)], 1);
  numbers.set([share, smoothing, distillation?.temperature ?? 1, distillation?.share ?? 0], 1);
}

function orderIn(words: Int32Array, numbers: Float64Array): Order {
  const [count, mode, rounded, itself, seed, weighted, taught] = [...words.subarray(1)] as [number, number, ...number[]];
  const [share, smoothing, temperature, teacherShare] = [...numbers.subarray(1)] as [number, number, number, number];
  return {
    count,
    mode: MODES[mode]!,
    rounded: rounded === 1,
    itself: itself === 1,
    seed: seed!,
    weighted: weighted === 1,
    share,
    smoothing,
    distillation: taught === 1 ? { temperature, share: teacherShare } : undefined,
  };
}
