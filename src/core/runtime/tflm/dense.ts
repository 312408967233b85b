import type { DeployedGraph } from '../../graph/deployed.ts';
import { elementCount } from '../../graph/tensor.ts';
import { rowSumBytes } from './cmsis-scratch.ts';
import type { Kernel, Ledger, OpOfCode } from './ledger.ts';
import { dimensionOf, persistPerChannel, tempOperands, tensorAt } from './ledger.ts';
import type { Target } from './target.ts';

/** Multiplier and shift, the activation's range, zero points, the per-channel arrays and whether they are used, an index. */
const DENSE_DATA = 'ii ii iiii pp b i';

/** With more than two output dimensions CMSIS-NN runs it as a 1x1 convolution, which wants one multiplier a channel. */
function prepareCmsisNn(ledger: Ledger, op: OpOfCode<'FULLY_CONNECTED'>, graph: DeployedGraph, target: Target): void {
  const weights = tensorAt(graph, op.inputs, 1);
  const output = tensorAt(graph, op.outputs, 0);
  const units = dimensionOf(output, output.shape.length - 1);
  if (output.shape.length > 2 && dimensionOf(weights, weights.shape.length - 1) % 4 === 0) {
    if (weights.scaleCount <= 1) ledger.scratch(8 * units, 'multiplier and shift of each channel');
    return;
  }
  const sums = rowSumBytes(units, target.vectors);
  if (sums > 0 && weights.role === 'constant') ledger.persist(sums, 'sum of each row of weights');
  else if (sums > 0) ledger.scratch(sums, 'sum of each row of weights');
}

export const fullyConnected: Kernel<'FULLY_CONNECTED'> = {
  params: 'ee bb e',
  opData: { reference: DENSE_DATA, cmsisNn: `${DENSE_DATA} i p pp ii` },
  prepare(ledger, op, graph, target) {
    const weights = tensorAt(graph, op.inputs, 1);
    const int8 = tensorAt(graph, op.inputs, 0).type === 'int8';
    tempOperands(ledger, op);
    if (weights.type === 'int4') ledger.scratch(elementCount(weights.shape), 'unpacked weights');
    if (int8 && weights.scaleCount > 1) persistPerChannel(ledger, weights.scaleCount);
    if (int8 && target.kernels === 'cmsis-nn') prepareCmsisNn(ledger, op, graph, target);
  },
};
