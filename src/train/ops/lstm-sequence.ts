import type { Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { LSTM_SEQUENCE, LSTM_SEQUENCE_GRADIENT, type Grid, type LstmOptions } from '../wasm/recurrences.ts';
import { callFused, isFused } from './fused.ts';

export type { Grid, LstmOptions } from '../wasm/recurrences.ts';

/** What the steps leave, [steps, rows, units] each, the gates four times as wide. `known` is `hidden` as the next step finds it. */
interface States {
  readonly gates: Tensor;
  readonly cells: Tensor;
  readonly hidden: Tensor;
  readonly known: Tensor;
}

/**
 * The hidden states [steps, rows, units] of an LSTM that starts from zeros. `sums` [steps, rows, 4 units] are the gates' sums of inputs and
 * biases, in the order input, forget, candidate, output; `recurrent` is [4 units, units]. `onCells` is shown the cells of all steps. The gradient
 * goes back through time, and straight through the rounding of `options.grid`.
 */
export function lstmSequence(sums: Tensor3D, recurrent: Tensor2D, options: LstmOptions, onCells?: (cells: Tensor) => void): Tensor3D {
  return tf.customGrad((...args) => {
    const save = args.pop() as unknown as (saved: Tensor[]) => void;
    const [inputs, weights] = args as unknown as [Tensor3D, Tensor2D];
    const { gates, cells, hidden, known } = statesOf(inputs, weights, options);
    onCells?.(cells);
    save([weights, gates, cells, hidden, known]);
    return {
      value: hidden,
      gradFunc: (dy: Tensor, [w, g, c, h, k]: Tensor[]) => {
        const states = { gates: g!, cells: c!, hidden: h!, known: k! };
        const dSums = gradientOf(dy, w as Tensor2D, states, options);
        return [dSums, recurrentGradient(dSums, states.known)];
      },
    };
  })(sums, recurrent) as Tensor3D;
}

function statesOf(sums: Tensor3D, recurrent: Tensor2D, options: LstmOptions): States {
  if (!isFused(LSTM_SEQUENCE)) return composed(sums, recurrent, options);
  const [gates, cells, hidden, known = hidden] = callFused(LSTM_SEQUENCE, { sums, recurrent }, options);
  return { gates: gates!, cells: cells!, hidden: hidden!, known: known! };
}

/** Every step but the last sends its state through the kernel. */
function recurrentGradient(dSums: Tensor, known: Tensor): Tensor {
  const [steps, rows, units] = known.shape as [number, number, number];
  if (steps === 1) return tf.zeros([4 * units, units]);
  const after = tf.reshape(tf.slice(dSums, [1, 0, 0], [steps - 1, rows, 4 * units]), [-1, 4 * units]);
  const before = tf.reshape(tf.slice(known, [0, 0, 0], [steps - 1, rows, units]), [-1, units]);
  return tf.matMul(after, before, true);
}

function composed(sums: Tensor3D, recurrent: Tensor2D, { clip, grid }: LstmOptions): States {
  const found: { gates: Tensor; cell: Tensor; hidden: Tensor; known: Tensor }[] = [];
  for (const sum of tf.unstack(sums)) {
    const last = found.at(-1);
    const total = last === undefined ? sum : tf.add(sum, tf.matMul(last.known as Tensor2D, recurrent, false, true));
    const [a, b, c, d] = tf.split(total, 4, 1) as [Tensor, Tensor, Tensor, Tensor];
    const [input, forget, candidate, output] = [tf.sigmoid(a), tf.sigmoid(b), tf.tanh(c), tf.sigmoid(d)];
    const learned = tf.mul(input, candidate);
    const next = last === undefined ? learned : tf.add(tf.mul(forget, last.cell), learned);
    const cell = clip > 0 ? tf.clipByValue(next, -clip, clip) : next;
    const hidden = tf.mul(output, tf.tanh(cell));
    found.push({ gates: tf.concat([input, forget, candidate, output], 1), cell, hidden, known: rounded(hidden, grid) });
  }
  const all = (of: keyof (typeof found)[number]): Tensor => tf.stack(found.map((each) => each[of]));
  return { gates: all('gates'), cells: all('cell'), hidden: all('hidden'), known: all('known') };
}

const levelsOf = (x: Tensor, { scale, zeroPoint }: Grid): Tensor => tf.add(tf.round(tf.div(x, scale)), zeroPoint);

function rounded(x: Tensor, grid: Grid | undefined): Tensor {
  return grid === undefined ? x : tf.mul(tf.sub(tf.clipByValue(levelsOf(x, grid), grid.low, grid.high), grid.zeroPoint), grid.scale);
}

/** The gradient that passes the rounding: that of values it did not clamp. */
function passed(dx: Tensor, x: Tensor, grid: Grid | undefined): Tensor {
  if (grid === undefined) return dx;
  const level = levelsOf(x, grid);
  return tf.mul(dx, tf.cast(tf.logicalAnd(tf.greaterEqual(level, grid.low), tf.lessEqual(level, grid.high)), 'float32'));
}

/** Of the sums. */
function gradientOf(dHidden: Tensor, recurrent: Tensor2D, states: States, options: LstmOptions): Tensor {
  const { gates, cells, hidden } = states;
  if (isFused(LSTM_SEQUENCE_GRADIENT)) return callFused(LSTM_SEQUENCE_GRADIENT, { dHidden, recurrent, gates, cells, hidden }, options)[0]!;
  const [dh, g, c, h] = [dHidden, gates, cells, hidden].map((table) => tf.unstack(table)) as [Tensor[], Tensor[], Tensor[], Tensor[]];
  const result: Tensor[] = [];
  let kept: Tensor = tf.zerosLike(c[0]!);
  for (let t = c.length - 1; t >= 0; t--) {
    const later = result[0];
    const back = later && passed(tf.matMul(later, recurrent), h[t]!, options.grid);
    const d = back === undefined ? dh[t]! : tf.add(dh[t]!, back);
    const { dSums, dBefore } = stepGradient(d, g[t]!, c[t]!, c[t - 1], kept, options.clip);
    result.unshift(dSums);
    kept = dBefore;
  }
  return tf.stack(result);
}

/** Of the sums of one step and of the cell before it. */
function stepGradient(
  dh: Tensor,
  gates: Tensor,
  cell: Tensor,
  before: Tensor | undefined,
  kept: Tensor,
  clip: number,
): { readonly dSums: Tensor; readonly dBefore: Tensor } {
  const [input, forget, candidate, output] = tf.split(gates, 4, 1) as [Tensor, Tensor, Tensor, Tensor];
  const squashed = tf.tanh(cell);
  const whole = tf.add(tf.mul(tf.mul(dh, output), tf.sub(1, tf.square(squashed))), kept);
  const dc = clip > 0 ? tf.mul(whole, tf.cast(tf.less(tf.abs(cell), clip), 'float32')) : whole;
  const slope = (y: Tensor): Tensor => tf.mul(y, tf.sub(1, y));
  const dSums = tf.concat(
    [
      tf.mul(tf.mul(dc, candidate), slope(input)),
      before === undefined ? tf.zerosLike(dc) : tf.mul(tf.mul(dc, before), slope(forget)),
      tf.mul(tf.mul(dc, input), tf.sub(1, tf.square(candidate))),
      tf.mul(tf.mul(dh, squashed), slope(output)),
    ],
    1,
  );
  return { dSums, dBefore: tf.mul(dc, forget) };
}
