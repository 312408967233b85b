/** An LSTM over all its steps of time, forward and back: the kernels that `lstmSequence` asks for by name. */
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import type { Heap } from '../backends/heap.ts';
import { FLOAT_BYTES, panelBytes } from './window.ts';
import { wasmKernel } from './wasm-kernel.ts';

export const LSTM_SEQUENCE = 'LstmSequence';
export const LSTM_SEQUENCE_GRADIENT = 'LstmSequenceGradient';

/** Steps that a value is rounded to: scale x (level - zeroPoint), levels from `low` to `high`. */
export interface Grid {
  readonly scale: number;
  readonly zeroPoint: number;
  readonly low: number;
  readonly high: number;
}

export interface LstmOptions {
  /** Largest magnitude of a cell; 0 does not clip. */
  readonly clip: number;
  /** What a step finds of the hidden state is rounded to this; undefined leaves it as it is. */
  readonly grid: Grid | undefined;
}

export function recurrentKernels(heap: Heap): readonly KernelConfig[] {
  return [
    wasmKernel(LSTM_SEQUENCE, ({ sums, recurrent }, attrs) => sequence(heap, sums!, recurrent!, attrs as LstmOptions)),
    wasmKernel(LSTM_SEQUENCE_GRADIENT, (inputs, attrs) => gradient(heap, inputs as unknown as Tables, attrs as LstmOptions)),
  ];
}

interface Sizes {
  readonly steps: number;
  readonly rows: number;
  readonly units: number;
}

function sizesOf({ shape }: TensorInfo): Sizes {
  const [steps, rows, columns] = shape as [number, number, number];
  return { steps, rows, units: columns / 4 };
}

const levelsOf = ({ clip, grid }: LstmOptions): readonly number[] => [
  clip,
  grid?.scale ?? 0,
  grid?.zeroPoint ?? 0,
  grid?.low ?? 0,
  grid?.high ?? 0,
];

/** Gates, cells and hidden states of all steps, and the hidden states as the steps after them find them. */
function sequence(heap: Heap, sums: TensorInfo, recurrent: TensorInfo, options: LstmOptions): TensorInfo[] {
  const { steps, rows, units } = sizesOf(sums);
  const gates = heap.output(sums.shape);
  const [cells, hidden] = [heap.output([steps, rows, units]), heap.output([steps, rows, units])];
  const known = options.grid === undefined ? hidden : heap.output([steps, rows, units]);
  const [from, wide] = [heap.at(sums), heap.at(gates)];
  const narrow = [cells, hidden, known].map((table) => heap.at(table));
  heap.lend(panelBytes(units, 4 * units), (panels) => {
    heap.run(['pack', heap.at(recurrent), panels, 1, units, 4 * units, 0, 1, units]);
    heap.run(['lstm', from, panels, wide, ...narrow, rows, rows, steps, units, ...levelsOf(options)]);
  });
  return options.grid === undefined ? [gates, cells, hidden] : [gates, cells, hidden, known];
}

interface Tables {
  readonly dHidden: TensorInfo;
  readonly recurrent: TensorInfo;
  readonly gates: TensorInfo;
  readonly cells: TensorInfo;
  readonly hidden: TensorInfo;
}

function gradient(heap: Heap, { dHidden, recurrent, gates, cells, hidden }: Tables, options: LstmOptions): TensorInfo {
  const { steps, rows, units } = sizesOf(gates);
  const dSums = heap.output(gates.shape);
  const [panelRoom, room] = [panelBytes(4 * units, units), rows * units * FLOAT_BYTES];
  heap.lend(panelRoom + 2 * room, (panels) => {
    heap.run(['pack', heap.at(recurrent), panels, 1, 4 * units, units, 0, units, 1]);
    const tables = [heap.at(dHidden), panels, ...[gates, cells, hidden, dSums].map((table) => heap.at(table))];
    const scratch = panels + panelRoom;
    heap.run(['lstmGradient', ...tables, scratch, scratch + room, rows, rows, steps, units, ...levelsOf(options)]);
  });
  return dSums;
}
