import { rowSumBytes } from './cmsis-scratch.ts';
import type { Kernel } from './ledger.ts';
import { dimensionOf, tempOperands, tensorAt } from './ledger.ts';

/** Two effective scales, two scratch indices, zero points; CMSIS-NN adds the sums of its weights. */
const SVDF_DATA = 'iiii ii iii';

export const svdf: Kernel<'SVDF'> = {
  params: 'i e b',
  opData: { reference: SVDF_DATA, cmsisNn: `${SVDF_DATA} p` },
  // Inputs: 0 input, 1 feature weights, 2 time weights, 3 bias, 4 state.
  prepare(ledger, op, graph, target) {
    const input = tensorAt(graph, op.inputs, 0);
    const batch = dimensionOf(input, 0);
    const filters = dimensionOf(tensorAt(graph, op.inputs, 1), 0);
    tempOperands(ledger, op);
    ledger.scratch(4 * batch * filters, 'outputs of the filters');
    if (input.type !== 'int8') return;
    ledger.scratch(4 * batch * Math.trunc(filters / Math.max(1, op.options.rank)), 'outputs of the units');
    const sums = target.kernels === 'cmsis-nn' ? rowSumBytes(filters, target.vectors) : 0;
    if (sums > 0) ledger.persist(sums, 'sum of each row of weights');
  },
};

/** Sizes, cell state, activation; eight fully connected steps, three products; four scratch indices. */
const LSTM_DATA = `(b iiii) (i h i) e ${'(iii ii ii ii bbb)'.repeat(8)} ${'(b iii ii i ii ii ii ii dd hh iiiii)'.repeat(3)} iiii`;
/** CMSIS-NN keeps its own copy: sizes and scales, then four gates. */
const LSTM_CMSIS_NN_DATA = `(${LSTM_DATA}) (${'i'.repeat(15)} ${'(ii pp ii pp p e)'.repeat(4)})`;

/** Sums of the input's and the state's weights for each of four gates. */
const LSTM_SUMS = 8;

export const lstm: Kernel<'UNIDIRECTIONAL_SEQUENCE_LSTM'> = {
  params: 'e ii bbb',
  opData: { reference: LSTM_DATA, cmsisNn: LSTM_CMSIS_NN_DATA },
  // Input 0 is the sequence, 18 the hidden state, 19 the cell state.
  prepare(ledger, op, graph, target) {
    const state = tensorAt(graph, op.inputs, 18);
    const cell = tensorAt(graph, op.inputs, 19);
    const optimized = target.kernels === 'cmsis-nn' && cell.type === 'int16';
    tempOperands(ledger, op);
    const sumBytes = tensorAt(graph, op.inputs, 0).type === 'int16' ? 8 : 4;
    for (let i = 0; i < (optimized ? LSTM_SUMS : 0); i++) ledger.persist(sumBytes * dimensionOf(state, 1), 'sum of each row of weights');
    for (let i = 0; i < (optimized ? 3 : 4); i++) ledger.scratch(cell.bytes, 'gate');
  },
};
