/** Design graph -> deployed graph: batch norm folded, activations fused, dropout removed, 1-D layers as height-1 2-D ones. */
import type { DeployedGraph } from '../graph/deployed.ts';
import { expand } from '../graph/expand.ts';
import type { Graph, GraphNode, NodeId, NodeProblem } from '../graph/graph.ts';
import type { ElementType, TensorType } from '../graph/tensor.ts';
import { wire, type Wiring } from '../graph/topology.ts';
import { displayName, opOf } from '../ops/registry.ts';
import { absorb, type Absorbed } from './absorb.ts';
import { Deployment, type Feed } from './deployment.ts';
import { infer, type Inference, outputPorts } from './infer.ts';
import type { Origin, Quantize } from './quantize.ts';
import { inFileOrder } from './tensor-order.ts';

export interface Shapes {
  /** Output types of every sound node by id; copies of a repeated block are there too, as "id#2". */
  readonly types: ReadonlyMap<NodeId, readonly TensorType[]>;
  readonly problems: readonly NodeProblem[];
}

export interface Lowered {
  readonly deployed: DeployedGraph;
  /** Nodes that are wrong, and nodes that depend on them; the rest is deployed. */
  readonly problems: readonly NodeProblem[];
  /** The design's nodes in running order, copies of repeated blocks included, and the output types of each sound one. */
  readonly nodes: readonly GraphNode[];
  readonly types: readonly (readonly TensorType[] | undefined)[];
}

/** Shapes and types of all values of a design; without a scheme, types left to it are int8. */
export function inferShapes(graph: Graph, quantize?: Quantize): Shapes {
  const expanded = expand(graph);
  const wiring = wire(expanded.graph);
  const { types, problems } = infer(wiring, autoType(quantize));
  const byId = new Map<NodeId, readonly TensorType[]>();
  wiring.order.forEach((node, at) => {
    const found = types[at];
    if (found !== undefined) byId.set(node.id, found);
  });
  return { types: byId, problems: [...expanded.problems, ...problems] };
}

/** What the chip runs. `origin` gives an unedited file its own tensor order and arena offsets back (scheme `file`). */
export function lower(graph: Graph, quantize: Quantize, origin?: Origin): Lowered {
  const expanded = expand(graph);
  const wiring = wire(expanded.graph);
  const inference = infer(wiring, autoType(quantize));
  const deployed = deploy(expanded.graph, wiring, inference, quantize);
  const problems = expanded.problems.length === 0 ? inference.problems : [...expanded.problems, ...inference.problems];
  return {
    deployed: origin === undefined || quantize.scheme !== 'file' ? deployed : inFileOrder(deployed, origin),
    problems,
    nodes: wiring.order,
    types: inference.types,
  };
}

function autoType(quantize: Quantize | undefined): ElementType {
  return quantize?.scheme === 'float32' ? 'float32' : 'int8';
}

function deploy(graph: Graph, wiring: Wiring, inference: Inference, quantize: Quantize): DeployedGraph {
  const asFile = quantize.scheme === 'file';
  const deployment = new Deployment(asFile, quantize.scheme === 'int8' && quantize.io === 'float32');
  const listed = graph.outputs.length > 0 ? outputPorts(graph, wiring, inference) : [];
  const absorbed = asFile
    ? undefined
    : absorb(
        wiring,
        inference.types,
        listed.map((port) => port.at),
      );
  const values = emitNodes(wiring, inference.types, absorbed, deployment);
  const outputs = listed.length > 0 ? listed : outputPorts(graph, wiring, inference);
  return deployment.finish(outputs.map(({ at, port }) => deployment.graphOutput(values[at]![port]!)));
}

/** Emits every sound node in running order; returns the deployed tensor of each output port. */
function emitNodes(
  wiring: Wiring,
  types: Inference['types'],
  absorbed: Absorbed | undefined,
  deployment: Deployment,
): readonly (readonly number[])[] {
  const { order, sources } = wiring;
  const values: (readonly number[])[] = [];
  for (let at = 0; at < order.length; at++) {
    const outputs = types[at];
    if (outputs === undefined) {
      values.push([]);
      continue;
    }
    const node = order[at]!;
    const feeds: Feed[] = [];
    const list = sources[at]!;
    for (let k = 0; k < list.length; k++) {
      const { port } = node.inputs[k]!;
      feeds.push({ tensor: values[list[k]!]![port]!, type: types[list[k]!]![port]! });
    }
    if (absorbed?.gone[at] === true) {
      values.push([feeds[0]!.tensor]);
      continue;
    }
    deployment.enter({
      node: node.id,
      name: displayName(node),
      feeds,
      fused: absorbed?.fused[at] ?? 'NONE',
      folded: absorbed?.folded[at] === true,
      raisesInput: node.op === 'input' && outputs[0]!.shape.length === 3 && feedsOneD(wiring, at),
    });
    values.push(opOf(node)!.lower(node.params, deployment, outputs));
  }
  return values;
}

/** True when a 1-D layer reads the value, directly or through layers that keep its shape. */
function feedsOneD({ order, sources }: Wiring, at: number): boolean {
  const reached = new Set([at]);
  for (let i = at + 1; i < order.length; i++) {
    if (!sources[i]!.some((source) => reached.has(source))) continue;
    const form = opOf(order[i]!)?.oneD;
    if (form === 'raises') return true;
    if (form === 'keeps') reached.add(i);
  }
  return false;
}
