/** SVDF and UNIDIRECTIONAL_SEQUENCE_LSTM, int8. */
import { elementCount } from '../../../graph/tensor.ts';
import type { Kernel } from '../kernel.ts';
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

/** Four gates a step, each a product with the input and one with the last output, then element by element. */
function lstm(name: string, lanes: number): Lstm {
  return {
    name,
    terms: ['call', 'steps', 'steps x units', `steps x units x depth / ${lanes}`],
    count: (op, graph, counts) => {
      const units = inputShape(op, graph, 1)[0] ?? 1;
      const depth = inputShape(op, graph, 1)[1] ?? 1;
      const steps = elementCount(outputShape(op, graph)) / units;
      counts
        .add(1)
        .add(steps)
        .add(steps * units)
        .add(steps * units * (Math.ceil(depth / lanes) + Math.ceil(units / lanes)));
    },
  };
}

export const lstmReference = lstm('lstm reference', 1);
export const lstmScalar = lstm('lstm scalar', 1);
export const lstmDsp = lstm('lstm dsp', 4);

/** With MVE, units are taken four at a time and the rest one by one. */
export const lstmMve: Lstm = {
  name: 'lstm mve',
  terms: ['call', 'steps', 'steps x units / 4', 'steps x units % 4', 'steps x units x depth / 16'],
  count: (op, graph, counts) => {
    const units = inputShape(op, graph, 1)[0] ?? 1;
    const depth = inputShape(op, graph, 1)[1] ?? 1;
    const steps = elementCount(outputShape(op, graph)) / units;
    const vectors = Math.ceil(depth / 16) + Math.ceil(units / 16);
    counts
      .add(1)
      .add(steps)
      .add(steps * (units >> 2))
      .add(steps * (units & 3))
      .add(steps * units * vectors);
  },
};
