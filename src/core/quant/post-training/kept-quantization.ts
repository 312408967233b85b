/** The scales of a network's values as weights keep them (`Weights.activations`), and back to the tensors they are of. */
import { networkMark } from '../../document/network-mark.ts';
import type { Weights } from '../../document/weights.ts';
import type { DeployedGraph, Quantization } from '../../graph/deployed.ts';
import type { Graph, NodeId } from '../../graph/graph.ts';
import { lower } from '../../lower/lower.ts';
import type { Affine } from '../kernels/quantization.ts';
import { constantUses } from './constants.ts';
import type { QuantizedModel } from './quantized-model.ts';

/** How a network was quantised, beside the scales of its values. */
export interface KeptRounding {
  readonly weightBits: 8 | 4;
  /** By tensor of the float32 graph: of the kernels that learned theirs. */
  readonly kernelScales?: ReadonlyMap<number, readonly number[]>;
}

/** The weights of a network with the scales and the bits it was quantised with, which any later export takes over. */
export function withQuantization(
  graph: Graph,
  { nodes }: Weights,
  model: QuantizedModel,
  { weightBits, kernelScales = new Map() }: KeptRounding,
): Weights {
  const { pairs, real } = model;
  const known: (Quantization | undefined)[] = [];
  pairs.forEach((tensor, index) => {
    const { quantization } = model.graph.tensors[index]!;
    if (tensor >= 0 && quantization !== undefined) known[tensor] = quantization;
  });
  const activations = [...valuesByNode(graph, real.graph)].map(
    ([node, tensors]) => [node, tensors.map((tensor) => known[tensor])] as const,
  );
  const learned = [...kernelsByNode(real.graph)].map(
    ([node, kernels]) => [node, kernels.map((tensor) => kernelScales.get(tensor))] as const,
  );
  const trained = { network: networkMark(graph), weightBits, ...(kernelScales.size === 0 ? {} : { kernelScales: new Map(learned) }) };
  return { nodes, activations: new Map(activations), trained };
}

/** By tensor of the design's float32 graph. */
export function keptKernelScales(real: DeployedGraph, { trained }: Weights): ReadonlyMap<number, readonly number[]> {
  const known = new Map<number, readonly number[]>();
  for (const [node, kernels] of kernelsByNode(real))
    kernels.forEach((tensor, at) => {
      const scales = trained?.kernelScales?.get(node)?.[at];
      if (scales !== undefined) known.set(tensor, scales);
    });
  return known;
}

/** Kernels that a node's operators read, in running order. */
function kernelsByNode(graph: DeployedGraph): ReadonlyMap<NodeId, readonly number[]> {
  const uses = constantUses(graph);
  const known = new Map<NodeId, Set<number>>();
  for (const { node = '', inputs } of graph.ops) {
    const kernels = inputs.filter((tensor) => uses.get(tensor)?.kind === 'weights');
    known.set(node, new Set([...(known.get(node) ?? []), ...kernels]));
  }
  return new Map([...known].map(([node, kernels]) => [node, [...kernels]]));
}

/** By tensor of the design's float32 graph; undefined where the weights keep none that int8 or int16 takes. */
export function keptAffines(graph: Graph, real: DeployedGraph, { activations }: Weights): readonly (Affine | undefined)[] {
  const affines: (Affine | undefined)[] = real.tensors.map(() => undefined);
  for (const [node, tensors] of valuesByNode(graph, real))
    tensors.forEach((tensor, at) => (affines[tensor] = affineOf(activations.get(node)?.[at])));
  return affines;
}

function affineOf(quantization: Quantization | undefined): Affine | undefined {
  const [scale = 0, ...others] = quantization?.scales ?? [];
  const zeroPoint = quantization?.zeroPoints[0] ?? 0;
  const isUsable = others.length === 0 && scale > 0 && Number.isInteger(zeroPoint) && Math.abs(zeroPoint + 0.5) < 128;
  return isUsable ? { scale, zeroPoint } : undefined;
}

/** Tensors of the float32 graph that hold a node's values: the network's input, or what its operators write, each with its states. */
function valuesByNode(graph: Graph, { inputs, ops, tensors }: DeployedGraph): ReadonlyMap<NodeId, readonly number[]> {
  const { nodes } = lower(graph, { scheme: 'float32', io: 'float32' });
  const entries = nodes.filter(({ op }) => op === 'input').map(({ id }, i): [NodeId, number[]] => [id, [inputs[i]!]]);
  const values = new Map<NodeId, number[]>(entries);
  for (const { node, inputs: read, outputs } of ops) {
    if (node === undefined) continue;
    const states = read.filter((tensor) => tensors[tensor]?.role === 'variable');
    values.set(node, [...(values.get(node) ?? []), ...outputs, ...states]);
  }
  return values;
}
