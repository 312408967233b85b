/** Elementwise operators of one input. On int8 every such function is a table of 256 entries, filled once. */
import { tabulate } from '../lookup-table.ts';
import type { Kernel, Value } from './kernel.ts';
import { entriesOf, expectSameCount, expectSameType, numbersOf } from './quantization.ts';

/** The functions of an operator by the type of its input and output. */
export interface UnaryFunctions {
  readonly float32: (x: number) => number;
  readonly int8: () => (q: number) => number;
  readonly int16: () => (q: number) => number;
}

export function unaryKernel(from: Value, to: Value, functions: UnaryFunctions): Kernel {
  expectSameType(from, to);
  expectSameCount(from, to);
  if (from.tensor.type === 'int8') return tableKernel(from, to, functions.int8());
  const compute = from.tensor.type === 'int16' ? functions.int16() : functions.float32;
  const [source, target] = [from.tensor.type === 'int16' ? entriesOf(from, Int16Array) : entriesOf(from, Float32Array), numbersOf(to)];
  return () => {
    for (let i = 0; i < target.length; i++) target[i] = compute(source[i]!);
  };
}

/** An int8 function of an int8 input, by table. */
export function tableKernel(from: Value, to: Value, compute: (q: number) => number): Kernel {
  const table = tabulate(compute);
  const [source, target] = [entriesOf(from, Int8Array), entriesOf(to, Int8Array)];
  return () => {
    for (let i = 0; i < target.length; i++) target[i] = table[source[i]! + 128]!;
  };
}
