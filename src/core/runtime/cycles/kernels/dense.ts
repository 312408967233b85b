/** FULLY_CONNECTED. */
import type { DeployedGraph } from '../../../graph/deployed.ts';
import { elementCount } from '../../../graph/tensor.ts';
import type { Counts, Kernel, OpOf } from '../kernel.ts';
import { inputShape, outputShape } from './geometry.ts';
import { addPaired, addPairedScalar, addQuads, PAIRED_SCALAR_TERMS, PAIRED_TERMS, QUAD_TERMS } from './matmul.ts';

type Dense = Kernel<'FULLY_CONNECTED'>;

interface DenseSizes {
  readonly batches: number;
  readonly outputs: number;
  readonly depth: number;
}

function denseSizes(op: OpOf<'FULLY_CONNECTED'>, graph: DeployedGraph): DenseSizes {
  const [outputs = 1, depth = 1] = inputShape(op, graph, 1);
  return { batches: elementCount(outputShape(op, graph)) / outputs, outputs, depth };
}

/** How `rows` of weights, `depth` long, meet a vector: the bodies of the loops after 'call' and 'batches'. */
export interface DenseProduct {
  readonly terms: readonly string[];
  /** `times` products with each of `depths`. */
  readonly add: (counts: Counts, times: number, rows: number, depths: readonly number[]) => void;
}

/** Two rows of weights at a time, four steps at a time (arm_nn_vec_mat_mult_t_s8 with DSP). */
export const productDsp: DenseProduct = {
  terms: ['row pairs', 'row pairs x depth / 4', 'row pairs x depth % 4', 'last row', 'last row x depth / 4', 'last row x depth % 4'],
  add: (counts, times, rows, depths) => {
    const fours = depths.reduce((sum, depth) => sum + (depth >> 2), 0);
    const rest = depths.reduce((sum, depth) => sum + (depth & 3), 0);
    for (const blocks of [times * (rows >> 1), times * (rows & 1)]) {
      counts
        .add(blocks * depths.length)
        .add(blocks * fours)
        .add(blocks * rest);
    }
  },
};

/** Three rows of weights at a time, without DSP. */
export const productScalar: DenseProduct = {
  terms: ['row triples', 'row triples x depth', 'last rows', 'last rows x depth'],
  add: (counts, times, rows, depths) => {
    const steps = depths.reduce((sum, depth) => sum + depth, 0);
    for (const blocks of [times * Math.floor(rows / 3), times * (rows % 3)]) counts.add(blocks * depths.length).add(blocks * steps);
  },
};

/** Four rows of weights at a time in vectors of 16 (MVE). */
export const productMve: DenseProduct = {
  terms: ['row quads', 'row quads x depth / 16', 'last rows', 'last rows x depth / 16'],
  add: (counts, times, rows, depths) => {
    const vectors = depths.reduce((sum, depth) => sum + ((depth + 15) >> 4), 0);
    for (const blocks of [times * (rows >> 2), times * (rows & 3)]) counts.add(blocks * depths.length).add(blocks * vectors);
  },
};

/** TFLM's loop, row by row and element by element. */
export const productReference: DenseProduct = {
  terms: ['outputs', 'MACs'],
  add: (counts, times, rows, depths) => {
    const steps = depths.reduce((sum, depth) => sum + depth, 0);
    counts.add(times * rows * depths.length).add(times * rows * steps);
  },
};

function denseLoop(name: string, product: DenseProduct): Dense {
  return {
    name,
    terms: ['call', 'batches', ...product.terms],
    count: (op, graph, counts) => {
      const { batches, outputs, depth } = denseSizes(op, graph);
      counts.add(1).add(batches);
      product.add(counts, batches, outputs, [depth]);
    },
  };
}

export const denseReference = denseLoop('dense reference', productReference);
/** One scale an output: newer TFLM runs the loop of 1x1 convolutions. */
export const denseReferencePerChannel = denseLoop('dense reference per channel', productReference);
/** float32 by the reference loop. */
export const denseFloat = denseLoop('dense float', productReference);
export const denseDsp = denseLoop('dense dsp', productDsp);
export const denseDspPerChannel = denseLoop('dense dsp per channel', productDsp);
export const denseScalar = denseLoop('dense scalar', productScalar);
export const denseScalarPerChannel = denseLoop('dense scalar per channel', productScalar);
export const denseMve = denseLoop('dense mve', productMve);
export const denseMvePerChannel = denseLoop('dense mve per channel', productMve);

/** An output of rank above 2 and a depth of whole words: CMSIS-NN runs its 1x1 convolution over all rows. */
export const densePointwiseDsp: Dense = {
  name: 'conv 1x1 dsp',
  terms: ['call', 'products', ...PAIRED_TERMS],
  count: (op, graph, counts) => {
    const { batches, outputs, depth } = denseSizes(op, graph);
    counts.add(1).add(1);
    addPaired(counts, 1, batches, outputs, depth);
  },
};

export const densePointwiseScalar: Dense = {
  name: 'conv 1x1 scalar',
  terms: ['call', 'products', ...PAIRED_SCALAR_TERMS],
  count: (op, graph, counts) => {
    const { batches, outputs, depth } = denseSizes(op, graph);
    counts.add(1).add(1);
    addPairedScalar(counts, 1, batches, outputs, depth);
  },
};

export const densePointwiseMve: Dense = {
  name: 'conv 1x1 mve',
  terms: ['call', 'products', ...QUAD_TERMS],
  count: (op, graph, counts) => {
    const { batches, outputs, depth } = denseSizes(op, graph);
    counts.add(1).add(1);
    addQuads(counts, 1, batches, outputs, depth);
  },
};
