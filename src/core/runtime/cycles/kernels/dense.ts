/** FULLY_CONNECTED. */
import type { DeployedGraph } from '../../../graph/deployed.ts';
import { elementCount } from '../../../graph/tensor.ts';
import type { Kernel, OpOf } from '../kernel.ts';
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

function denseReferenceLoop(name: string): Dense {
  return {
    name,
    terms: ['call', 'batches', 'outputs', 'MACs'],
    count: (op, graph, counts) => {
      const { batches, outputs, depth } = denseSizes(op, graph);
      counts
        .add(1)
        .add(batches)
        .add(batches * outputs)
        .add(batches * outputs * depth);
    },
  };
}

/** Two rows of weights at a time, four steps at a time (arm_nn_vec_mat_mult_t_s8 with DSP). */
function denseDspLoop(name: string): Dense {
  return {
    name,
    terms: [
      'call',
      'batches',
      'row pairs',
      'row pairs x depth / 4',
      'row pairs x depth % 4',
      'last row',
      'last row x depth / 4',
      'last row x depth % 4',
    ],
    count: (op, graph, counts) => {
      const { batches, outputs, depth } = denseSizes(op, graph);
      const pairs = batches * (outputs >> 1);
      const last = batches * (outputs & 1);
      counts
        .add(1)
        .add(batches)
        .add(pairs)
        .add(pairs * (depth >> 2))
        .add(pairs * (depth & 3))
        .add(last)
        .add(last * (depth >> 2))
        .add(last * (depth & 3));
    },
  };
}

/** Three rows of weights at a time, without DSP. */
function denseScalarLoop(name: string): Dense {
  return {
    name,
    terms: ['call', 'batches', 'row triples', 'row triples x depth', 'last rows', 'last rows x depth'],
    count: (op, graph, counts) => {
      const { batches, outputs, depth } = denseSizes(op, graph);
      const triples = batches * Math.floor(outputs / 3);
      const last = batches * (outputs % 3);
      counts
        .add(1)
        .add(batches)
        .add(triples)
        .add(triples * depth)
        .add(last)
        .add(last * depth);
    },
  };
}

/** Four rows of weights at a time in vectors of 16 (MVE). */
function denseMveLoop(name: string): Dense {
  return {
    name,
    terms: ['call', 'batches', 'row quads', 'row quads x depth / 16', 'last rows', 'last rows x depth / 16'],
    count: (op, graph, counts) => {
      const { batches, outputs, depth } = denseSizes(op, graph);
      const vectors = (depth + 15) >> 4;
      const quads = batches * (outputs >> 2);
      const last = batches * (outputs & 3);
      counts
        .add(1)
        .add(batches)
        .add(quads)
        .add(quads * vectors)
        .add(last)
        .add(last * vectors);
    },
  };
}

export const denseReference = denseReferenceLoop('dense reference');
/** One scale an output: newer TFLM runs the loop of 1x1 convolutions. */
export const denseReferencePerChannel = denseReferenceLoop('dense reference per channel');
/** float32 by the reference loop. */
export const denseFloat = denseReferenceLoop('dense float');
export const denseDsp = denseDspLoop('dense dsp');
export const denseDspPerChannel = denseDspLoop('dense dsp per channel');
export const denseScalar = denseScalarLoop('dense scalar');
export const denseScalarPerChannel = denseScalarLoop('dense scalar per channel');
export const denseMve = denseMveLoop('dense mve');
export const denseMvePerChannel = denseMveLoop('dense mve per channel');

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
