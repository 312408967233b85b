/** Matrix products, transposed or not, on our kernels. */
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import type { Heap } from '../backends/heap.ts';
import { FLOAT_BYTES, panelBytes } from './window.ts';
import type { Inputs } from './wasm-kernel.ts';
import { wasmKernel } from './wasm-kernel.ts';

interface Transposed {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

interface Product {
  readonly rows: number;
  readonly depth: number;
  readonly columns: number;
}

export function productKernels(heap: Heap): readonly KernelConfig[] {
  return [wasmKernel('BatchMatMul', ({ a, b }, attrs) => multiplyAll(heap, a!, b!, attrs as Transposed), suits)];
}

function batchesOf({ shape }: TensorInfo): number {
  return shape.slice(0, -2).reduce((product, side) => product * side, 1);
}

/** Equal batches of float32, the left side or the right one transposed but not both. */
function suits({ a, b }: Inputs, attrs: unknown): boolean {
  const { transposeA, transposeB } = attrs as Transposed;
  const same = a!.shape.slice(0, -2).join() === b!.shape.slice(0, -2).join();
  return same && !(transposeA && transposeB) && a!.dtype === 'float32' && b!.dtype === 'float32';
}

function multiplyAll(heap: Heap, a: TensorInfo, b: TensorInfo, { transposeA, transposeB }: Transposed): TensorInfo {
  const [aRows, aColumns] = a.shape.slice(-2) as [number, number];
  const [bRows, bColumns] = b.shape.slice(-2) as [number, number];
  const product = { rows: transposeA ? aColumns : aRows, depth: transposeA ? aRows : aColumns, columns: transposeB ? bRows : bColumns };
  const { rows, depth, columns } = product;
  const y = heap.output([...a.shape.slice(0, -2), rows, columns]);
  const multiply = transposeA ? multiplyTransposed : multiplyPacked;
  for (let batch = 0; batch < batchesOf(a); batch++) {
    const from = heap.at(a) + batch * rows * depth * FLOAT_BYTES;
    const right = heap.at(b) + batch * depth * columns * FLOAT_BYTES;
    multiply(heap, from, right, heap.at(y) + batch * rows * columns * FLOAT_BYTES, product, transposeB);
  }
  return y;
}

function multiplyPacked(heap: Heap, a: number, b: number, to: number, { rows, depth, columns }: Product, transposeB: boolean): void {
  const strides = transposeB ? [1, depth] : [columns, 1];
  heap.lend(panelBytes(depth, columns), (panels) => {
    heap.run(['pack', b, panels, 1, depth, columns, 0, ...strides], ['multiply', a, panels, to, rows, depth, columns]);
  });
}

function multiplyTransposed(heap: Heap, a: number, b: number, to: number, { rows, depth, columns }: Product): void {
  heap.run(['multiplyTransposed', a, b, to, depth, rows, columns]);
}
