/** Builds a design's graph from a foreign file: node by node with its weights, every value's type known as soon as it is there. */
import type { Quantization } from '../graph/deployed.ts';
import type { Graph, GraphNode, NodeId, Params, PortRef } from '../graph/graph.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { MAX_NODES } from '../document/caps.ts';
import type { NodeWeights, Weights } from '../document/weights.ts';
import { sameShape, shapeText, type TensorType } from '../graph/tensor.ts';
import { OPS, type OpKind } from '../ops/registry.ts';

/** An output of a node with its type, as the design has it. */
export interface Value {
  readonly ref: PortRef;
  readonly type: TensorType;
}

/** What a value left to the scheme is taken to be; a design made from a foreign file starts as int8. */
export const AUTO_TYPE = 'int8';
const MAX_NAME_CHARACTERS = 200;
/** More than a design may have: what nothing reads is dropped at the end. */
const MAX_BUILT = 4 * MAX_NODES;

export interface Built {
  readonly graph: Graph;
  readonly weights: Weights;
}

export class NetworkBuilder {
  private readonly nodes: GraphNode[] = [];
  private readonly weights = new Map<NodeId, NodeWeights>();
  private readonly activations = new Map<NodeId, (Quantization | undefined)[]>();

  /** Adds a node behind its inputs and returns its outputs; fails, adding nothing, when the operation refuses them. */
  add(op: OpKind, params: Params, inputs: readonly Value[], name = '', weights: NodeWeights = {}): Result<readonly Value[]> {
    const spec = OPS[op];
    const types = inputs.map((input) => input.type);
    const outputs = spec.outputs(params, types, AUTO_TYPE);
    if (!outputs.ok) return outputs;
    if (this.nodes.length >= MAX_BUILT) return fail(`it becomes more than ${MAX_BUILT} nodes`);
    const odd = spec
      .weights(params, types)
      .find((each) => weights[each.name] !== undefined && !sameShape(weights[each.name]!.shape, each.shape));
    if (odd !== undefined) return fail(`its ${odd.name} is ${shapeText(weights[odd.name]!.shape)} in place of ${shapeText(odd.shape)}`);
    const id = String(this.nodes.length + 1);
    const kept = withoutDefaults(op, params);
    this.nodes.push({ id, op, name: name.slice(0, MAX_NAME_CHARACTERS), params: kept, inputs: inputs.map((input) => input.ref) });
    if (Object.keys(weights).length > 0) this.weights.set(id, weights);
    return ok(outputs.value.map((type, port) => ({ ref: { node: id, port }, type })));
  }

  /** The node behind a value. */
  nodeOf({ ref }: Value): GraphNode {
    return this.nodes[Number(ref.node) - 1]!;
  }

  /** Changes parameters of a node already there, and gives it more weights. */
  amend({ ref }: Value, params: Params, weights: NodeWeights): void {
    const at = Number(ref.node) - 1;
    const node = this.nodes[at]!;
    this.nodes[at] = { ...node, params: withoutDefaults(node.op as OpKind, { ...node.params, ...params }) };
    this.weights.set(ref.node, { ...this.weights.get(ref.node), ...weights });
  }

  weightsOf({ ref }: Value): NodeWeights {
    return this.weights.get(ref.node) ?? {};
  }

  quantizationOf({ ref }: Value): Quantization | undefined {
    return this.activations.get(ref.node)?.[ref.port];
  }

  quantize({ ref }: Value, quantization: Quantization): void {
    const ports = this.activations.get(ref.node) ?? [];
    ports[ref.port] = quantization;
    this.activations.set(ref.node, Array.from(ports));
  }

  /** The graph without what no output needs; inputs stay. Fails when it is larger than a design may be. */
  finish(outputs: readonly PortRef[]): Result<Built> {
    const needed = this.neededFor(outputs);
    const nodes = this.nodes.filter(({ id, op }) => needed.has(id) || op === 'input');
    if (nodes.length > MAX_NODES) return fail(`it becomes ${nodes.length} nodes; a design has at most ${MAX_NODES}`);
    const keep = <T>(map: ReadonlyMap<NodeId, T>): Map<NodeId, T> => new Map([...map].filter(([id]) => needed.has(id)));
    const weights: Weights = { nodes: keep(this.weights), activations: keep(this.activations) };
    return ok({ graph: { nodes, groups: [], outputs }, weights });
  }

  private neededFor(outputs: readonly PortRef[]): ReadonlySet<NodeId> {
    const needed = new Set<NodeId>();
    const open = outputs.map((ref) => ref.node);
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (needed.has(id)) continue;
      needed.add(id);
      for (const ref of this.nodes[Number(id) - 1]!.inputs) if (ref !== undefined) open.push(ref.node);
    }
    return needed;
  }
}

/** A stored node states what differs from its operation's defaults. */
function withoutDefaults(op: OpKind, params: Params): Params {
  const defaults = new Map(OPS[op].fields.map((field) => [field.name, field.default]));
  return Object.fromEntries(
    Object.entries(params).filter(([name, value]) => {
      const usual = defaults.get(name);
      return usual !== value && !(typeof value === 'object' && typeof usual === 'object' && sameShape(usual, value));
    }),
  );
}
