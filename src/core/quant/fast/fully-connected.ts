/** FULLY_CONNECTED on int8 with constant weights. */
import type { PreparedDense } from '../kernels/fully-connected.ts';
import { prepareDense, runDense } from '../kernels/fully-connected.ts';
import type { Kernel, Prepare } from '../kernels/kernel.ts';
import type { Int8Weighted } from './int8-weighted.ts';
import { asInt8 } from './int8-weighted.ts';
import { multiplyPatch, packWeights } from './matmul.ts';
import { requantizeRow } from './requantize.ts';

export const fastFullyConnected: Prepare<'FULLY_CONNECTED'> = (site): Kernel => {
  const prepared = prepareDense(site);
  const int8 = asInt8(site, prepared.weighted);
  return int8 === undefined || prepared.weightsZero !== 0 ? () => runDense(prepared) : denseKernel(prepared, int8);
};

function denseKernel({ rows, units, depth }: PreparedDense, { input, inputZero, weights, output, finish }: Int8Weighted): Kernel {
  const packed = packWeights(weights, units, depth, finish.bias, inputZero);
  const sums = new Int32Array(packed.starts.length);
  return () => {
    for (let row = 0; row < rows; row++) {
      multiplyPatch(input, row * depth, 1, depth, 0, packed, sums);
      requantizeRow(sums, finish, output, row * units);
    }
  };
}
