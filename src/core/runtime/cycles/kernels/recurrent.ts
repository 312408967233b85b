/** SVDF and UNIDIRECTIONAL_SEQUENCE_LSTM, int8. */
import { elementCount } from '../../../graph/tensor.ts';
import type { Kernel } from '../kernel.ts';
import { productDsp, productMve, productReference, productScalar } from './dense.ts';
import type { DenseProduct } from './dense.ts';
import { inputShape, outputShape } from './geometry.ts';

type Svdf = Kernel<'SVDF'>;
type Lstm = Kernel<'UNIDIRECTIONAL_SEQUENCE_LSTM'>;

/** A product with the input, a shift of the state, a product with the state, and a sum over ranks; `lanes` elements a step. */
function svdf(name: string, lanes: number): Svdf {
  return {
    name,
    terms: ['call', 'filters', `filters x input / ${lanes}`, 'filters x memory', 'outputs'],
    count: (op, graph, counts) => {
      const [filters = 1, input = 1] = inputShape(op, graph, 1);
      const memory = inputShape(op, graph, 2)[1] ?? 1;
      const batches = inputShape(op, graph, 0)[0] ?? 1;
      const all = batches * filters;
      counts
        .add(1)
        .add(all)
        .add(all * Math.ceil(input / lanes))
        .add(all * memory)
        .add(elementCount(outputShape(op, graph)));
    },
  };
}

export const svdfReference = svdf('svdf reference', 1);
export const svdfReferenceState8 = svdf('svdf reference int8 state', 1);
export const svdfScalar = svdf('svdf scalar', 1);
export const svdfScalarState8 = svdf('svdf scalar int8 state', 1);
export const svdfDsp = svdf('svdf dsp', 4);
export const svdfDspState8 = svdf('svdf dsp int8 state', 4);
export const svdfMve = svdf('svdf mve', 16);
export const svdfMveState8 = svdf('svdf mve int8 state', 16);

/** Gates of an LSTM: each is a product with the input and one with the last output. */
const GATES = 4;

/** Four gates a step, and their sums element by element. The products cost what a dense layer's do (scripts/fit). */
function lstm(name: string, product: DenseProduct): Lstm {
  return {
    name,
    terms: ['call', 'steps', 'steps x units', ...product.terms],
    count: (op, graph, counts) => {
      const [units = 1, depth = 1] = inputShape(op, graph, 1);
      const all = elementCount(outputShape(op, graph));
      counts
        .add(1)
        .add(all / units)
        .add(all);
      product.add(counts, (GATES * all) / units, units, [depth, units]);
    },
  };
}

export const lstmReference = lstm('lstm reference', productReference);
export const lstmScalar = lstm('lstm scalar', productScalar);
export const lstmDsp = lstm('lstm dsp', productDsp);
export const lstmMve = lstm('lstm mve', productMve);
