/** An LSTM over all its steps of time, forward and back: the kernels that `lstmSequence` asks for by name. */
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import type { Heap, Task } from '../backends/heap.ts';
import { rangesOf, spaced } from '../backends/heap.ts';
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
    const task = (first: number, count: number): Task => {
      const [at, wideAt] = [first * units * FLOAT_BYTES, 4 * first * units * FLOAT_BYTES];
      const tables = [from + wideAt, panels, wide + wideAt, ...narrow.map((table) => table + at)];
      return ['lstm', ...tables, rows, count, steps, units, ...levelsOf(options)];
    };
    heap.run(...rangesOf(rows, heap.threads).map(({ first, count }) => task(first, count)));
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
  const wide = [gates, dSums].map((table) => heap.at(table)) as [number, number];
  const narrow = [dHidden, cells, hidden].map((table) => heap.at(table)) as [number, number, number];
  const ranges = rangesOf(rows, heap.threads);
  const [panelRoom, room] = [spaced(panelBytes(4 * units, units)), spaced(rows * units * FLOAT_BYTES)];
  heap.lend(panelRoom + 2 * room * ranges.length, (panels) => {
    heap.run(['pack', heap.at(recurrent), panels, 1, 4 * units, units, 0, units, 1]);
    const task = (first: number, count: number, part: number): Task => {
      const at = first * units * FLOAT_BYTES;
      const [dH, cell, h] = narrow.map((table) => table + at) as [number, number, number];
      const [gate, dSum] = wide.map((table) => table + 4 * at) as [number, number];
      const scratch = panels + panelRoom + 2 * room * part;
      return ['lstmGradient', dH, panels, gate, cell, h, dSum, scratch, scratch + room, rows, count, steps, units, ...levelsOf(options)];
    };
    heap.run(...ranges.map(({ first, count }, part) => task(first, count, part)));
  });
  return dSums;
}
