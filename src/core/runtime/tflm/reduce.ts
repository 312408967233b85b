/** Operators that gather many elements into one. */
import { elementCount } from '../../graph/tensor.ts';
import type { Kernel } from './ledger.ts';
import { opData, tempOperands, tensorAt } from './ledger.ts';

const INT_BYTES = 4;
/** Entries of the tables a 16-bit softmax looks up. */
const TABLE_BYTES = 2 * 513;

export const mean: Kernel<'MEAN'> = {
  params: 'b',
  opData: opData('ii iii ii ii ii'),
  prepare(ledger, op, graph) {
    const input = tensorAt(graph, op.inputs, 0);
    const outputs = elementCount(tensorAt(graph, op.outputs, 0).shape);
    tempOperands(ledger, op);
    if (input.type === 'int8' || input.type === 'int16') ledger.scratch(INT_BYTES * outputs, 'sums');
    ledger.scratch(INT_BYTES * input.shape.length, 'position in the input');
    ledger.scratch(INT_BYTES * elementCount(tensorAt(graph, op.inputs, 1).shape), 'axes');
    tempOperands(ledger, op);
  },
};

/** beta, multiplier, shifts, tables, zero point and scale; CMSIS-NN adds rows and row size. */
const SOFTMAX_DATA = 'd iii ii pppp ii';

export const softmax: Kernel<'SOFTMAX'> = {
  params: 'i',
  opData: { reference: SOFTMAX_DATA, cmsisNn: `${SOFTMAX_DATA} ii` },
  prepare(ledger, op, graph) {
    tempOperands(ledger, op);
    if (tensorAt(graph, op.inputs, 0).type !== 'int16') return;
    ledger.persist(TABLE_BYTES, 'table of exp(x)');
    ledger.persist(TABLE_BYTES, 'table of 1 / (1 + x)');
  },
};
