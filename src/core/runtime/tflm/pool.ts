import { averagePoolBytes } from './cmsis-scratch.ts';
import type { Kernel, OpData } from './ledger.ts';
import { dimensionOf, tempOperands, tensorAt } from './ledger.ts';

const POOL_PARAMS = 'e ii ii e iiii';
/** Padding, the activation's range as integers and as floats; CMSIS-NN adds the index of its scratch. */
const POOL_DATA: OpData = { reference: 'iiii ii ii', cmsisNn: 'iiii ii ii i' };

export const maxPool2d: Kernel<'MAX_POOL_2D'> = { params: POOL_PARAMS, opData: POOL_DATA, prepare: tempOperands };

export const averagePool2d: Kernel<'AVERAGE_POOL_2D'> = {
  params: POOL_PARAMS,
  opData: POOL_DATA,
  prepare(ledger, op, graph, target) {
    tempOperands(ledger, op);
    if (target.kernels === 'reference') return;
    tempOperands(ledger, op);
    const input = tensorAt(graph, op.inputs, 0);
    const bytes = input.type === 'float32' ? 0 : averagePoolBytes(dimensionOf(input, 3), target.vectors);
    if (bytes > 0) ledger.scratch(bytes, 'running sum of each channel');
  },
};
