/** The values that pass through a trained network, as histograms, and what the file can hold in their places. */
import { keep, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { realValues, type Weights } from '../../core/document/weights.ts';
import type { DeployedGraph, DeployedOp, DeployedTensor } from '../../core/graph/deployed.ts';
import { originalNode } from '../../core/graph/expand.ts';
import type { Graph } from '../../core/graph/graph.ts';
import { displayName } from '../../core/ops/registry.ts';
import type { Range } from '../../core/quant/kernels/quantization.ts';
import { pairTensors } from '../../core/quant/post-training/pair-tensors.ts';
import { histogramOf, type Histogram } from '../../core/training/histogram.ts';
import type { LayerValues } from '../../core/training/progress.ts';
import { orderOf, readBatch, type Samples } from './batches.ts';
import type { HeldNetwork } from './held-network.ts';

/** Samples that are looked at. */
const SAMPLES = 64;
/** Operators that compute nothing: their values have been seen. */
const SAME_VALUES: ReadonlySet<string> = new Set(['RESHAPE', 'SQUEEZE', 'EXPAND_DIMS']);

/** What passed through a network, by tensor of its float32 graph. */
export interface SeenValues {
  readonly graph: DeployedGraph;
  readonly histograms: ReadonlyMap<number, Histogram>;
}

/** Runs some samples through the network, rounded as on the chip where it was trained so; values are counted before they are rounded. */
export async function seenValues({ network, shape, run, quantization }: HeldNetwork, samples: Samples): Promise<SeenValues> {
  const { graph } = network;
  const computed = graph.ops.filter(({ code }) => !SAME_VALUES.has(code)).flatMap(({ outputs }) => outputs);
  const wanted = new Set([...graph.inputs, ...computed]);
  const histograms = new Map<number, Histogram>();
  const round = quantization?.round();
  const batch = await readBatch(samples, orderOf(samples.count, undefined).subarray(0, SAMPLES), shape);
  const passed = new Map<number, Tensor>();
  tidy(() => {
    network.forward([batch.input], run, (tensor, value) => {
      if (wanted.has(tensor)) passed.set(tensor, keep(value.clone()));
      return round === undefined ? value : round(tensor, value);
    });
  });
  batch.dispose();
  for (const [tensor, value] of passed) {
    const histogram = histogramOf(await value.data<'float32'>());
    if (histogram !== undefined) histograms.set(tensor, histogram);
    value.dispose();
  }
  return { graph, histograms };
}

/** The input and each operator of `seen`, with the weights of its node in `design` and the range of its counterpart in the `file`. */
export function layersOf({ graph, histograms }: SeenValues, design: Graph, weights: Weights, file: DeployedGraph): readonly LayerValues[] {
  const ranges = int8Ranges(graph, file);
  const layer = (tensor: number, op: DeployedOp | undefined): readonly LayerValues[] => {
    const outputs = histograms.get(tensor);
    if (outputs === undefined) return [];
    return [{ name: nameOf(design, op), weights: weightsOf(weights, op), outputs, int8: ranges.get(tensor) }];
  };
  return [
    ...graph.inputs.flatMap((tensor) => layer(tensor, undefined)),
    ...graph.ops.flatMap((op) => op.outputs.flatMap((tensor) => layer(tensor, op))),
  ];
}

function nameOf({ nodes }: Graph, op: DeployedOp | undefined): string {
  if (op === undefined) return 'Input';
  const { node = '', code } = op;
  const found = nodes.find(({ id }) => id === originalNode(node));
  if (found === undefined) return code;
  const copy = node.slice(found.id.length);
  return `${displayName(found)}${copy.replace('#', ' ×')}`;
}

function weightsOf(weights: Weights, op: DeployedOp | undefined): LayerValues['weights'] {
  const own = Object.entries(weights.nodes.get(op?.node ?? '') ?? {});
  const [largest] = own.toSorted(([, a], [, b]) => b.values.length - a.values.length);
  const histogram = largest && histogramOf(realValues(largest[1]));
  return histogram && { name: largest[0], histogram };
}

/** By tensor of the float32 graph: what its int8 counterpart can hold. Nothing where the graphs differ. */
function int8Ranges(real: DeployedGraph, file: DeployedGraph): ReadonlyMap<number, Range> {
  const pairs = pairTensors(real, file);
  const ranges = new Map<number, Range>();
  if (pairs.ok)
    pairs.value.forEach((tensor, at) => {
      const range = int8Range(file.tensors[at]!);
      if (tensor >= 0 && range !== undefined) ranges.set(tensor, range);
    });
  return ranges;
}

function int8Range({ type, role, quantization }: DeployedTensor): Range | undefined {
  const [scale, zeroPoint] = [quantization?.scales[0], quantization?.zeroPoints[0] ?? 0];
  if (type !== 'int8' || role === 'constant' || scale === undefined) return undefined;
  return { low: scale * (-128 - zeroPoint), high: scale * (127 - zeroPoint) };
}
