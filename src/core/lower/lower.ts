/** Design graph -> deployed graph: batch norm folded, activations fused, dropout removed, 1-D layers as height-1 2-D ones. */
import type { DeployedGraph } from '../graph/deployed.ts';
import { expand, type Expanded, originalNode } from '../graph/expand.ts';
import type { Graph, GraphNode, NodeId, NodeProblem } from '../graph/graph.ts';
import type { ElementType, TensorType } from '../graph/tensor.ts';
import { wire, type Wiring } from '../graph/topology.ts';
import { absorb, type Absorbed } from './absorb.ts';
import { Deployment } from './deployment.ts';
import { infer, type Inference, type Types } from './infer.ts';
import { listedPorts, openPorts, SEVERAL, soleReaders } from './output-ports.ts';
import type { Origin, Quantize } from './quantize.ts';
import { inFileOrder } from './tensor-order.ts';

/** The most operators a design may become: as many as a file may have. A few lines of a link could otherwise ask for millions. */
const MAX_OPERATORS = 10_000;

const NO_VALUES: readonly number[] = [];
const NOTHING_ABSORBED: Absorbed = { gone: [], fused: [], folded: [] };

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
  /** The node that each constant and variable belongs to: the first is tensor `deployed.inputs.length`, where no origin moved it. */
  readonly owners: readonly NodeId[];
  /** True when every tensor's name is ASCII. */
  readonly asciiNames: boolean;
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
  return { types: byId, problems: allProblems(graph, expanded, problems) };
}

/** What the chip runs. `origin` gives an unedited file its own tensor order and arena offsets back (scheme `file`). */
export function lower(graph: Graph, quantize: Quantize, origin?: Origin): Lowered {
  const expanded = expand(graph);
  const wiring = wire(expanded.graph);
  const inference = infer(wiring, autoType(quantize));
  const { deployed, problems, owners, asciiNames } = deploy(expanded.graph, wiring, inference, quantize);
  return {
    deployed: origin === undefined || quantize.scheme !== 'file' ? deployed : inFileOrder(deployed, origin),
    problems: allProblems(graph, expanded, problems),
    nodes: wiring.order,
    types: inference.types,
    owners,
    asciiNames,
  };
}

/** Problems of the design's own nodes, one each: what is wrong with a copy of a repeated node is said on the node itself. */
function allProblems(graph: Graph, expanded: Expanded, problems: readonly NodeProblem[]): readonly NodeProblem[] {
  if (expanded.graph === graph) return problems;
  const byNode = new Map<NodeId, NodeProblem>();
  for (const problem of [...expanded.problems, ...problems]) {
    const node = originalNode(problem.node);
    const message = node === problem.node ? problem.message : `In copy ${problem.node.slice(node.length + 1)}: ${problem.message}`;
    if (!byNode.has(node)) byNode.set(node, { node, message });
  }
  return [...byNode.values()];
}

function autoType(quantize: Quantize | undefined): ElementType {
  return quantize?.scheme === 'float32' ? 'float32' : 'int8';
}

function deploy(
  graph: Graph,
  wiring: Wiring,
  inference: Inference,
  quantize: Quantize,
): Pick<Lowered, 'deployed' | 'problems' | 'owners' | 'asciiNames'> {
  const { types } = inference;
  const asFile = quantize.scheme === 'file';
  const deployment = new Deployment(asFile, quantize.scheme === 'int8' && quantize.io === 'float32');
  const readers = soleReaders(wiring, types);
  const outputs = graph.outputs.length > 0 ? listedPorts(graph, wiring, types) : openPorts(wiring, types, readers);
  for (const { at } of outputs) readers[at] = SEVERAL;
  const values = emitNodes(wiring, inference, asFile ? NOTHING_ABSORBED : absorb(wiring, inference, readers), deployment);
  const isFull = values.length < wiring.order.length;
  const given = isFull ? outputs.filter(({ at }) => at < values.length) : outputs;
  return {
    deployed: deployment.finish(given.map(({ at, port }) => deployment.graphOutput(values[at]![port]!))),
    problems: isFull ? [...inference.problems, fullProblem(wiring.order[values.length]!)] : inference.problems,
    owners: deployment.owners,
    asciiNames: deployment.asciiNames,
  };
}

function fullProblem(node: GraphNode): NodeProblem {
  return { node: node.id, message: `This node and those after it are left out: more than ${MAX_OPERATORS} operators come before them` };
}

/** Emits every sound node in running order, until there are too many operators; returns the deployed tensor of each output port. */
function emitNodes(wiring: Wiring, inference: Inference, absorbed: Absorbed, deployment: Deployment): readonly (readonly number[])[] {
  const { order, sources } = wiring;
  const { types, specs, settings } = inference;
  const values: (readonly number[])[] = [];
  for (let at = 0; at < order.length && deployment.opCount <= MAX_OPERATORS; at++) {
    const outputs = types[at];
    const node = order[at]!;
    if (outputs === undefined) values.push(NO_VALUES);
    else if (absorbed.gone[at] === true) values.push([values[sources[at]![0]!]![node.inputs[0]!.port]!]);
    else {
      const raisesInput = node.op === 'input' && outputs[0]!.shape.length === 3 && feedsOneD(wiring, inference, at);
      deployment.enter(node, absorbed.fused[at] ?? 'NONE', absorbed.folded[at] === true, raisesInput);
      feed(deployment, node, sources[at]!, values, types);
      values.push(specs[at]!.lower(settings[at]!, deployment, outputs));
    }
  }
  return values;
}

function feed(
  deployment: Deployment,
  node: GraphNode,
  sources: readonly number[],
  values: readonly (readonly number[])[],
  types: readonly Types[],
): void {
  for (let k = 0; k < sources.length; k++) {
    const source = sources[k]!;
    const { port } = node.inputs[k]!;
    deployment.feed(values[source]![port]!, types[source]![port]!);
  }
}

/** True when a 1-D layer reads the value, directly or through layers that keep its shape. */
function feedsOneD({ order, sources }: Wiring, { specs }: Inference, at: number): boolean {
  const reached = new Set([at]);
  for (let i = at + 1; i < order.length; i++) {
    if (!sources[i]!.some((source) => reached.has(source))) continue;
    const form = specs[i]?.oneD;
    if (form === 'raises') return true;
    if (form === 'keeps') reached.add(i);
  }
  return false;
}
