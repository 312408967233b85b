/** Which channels of a design can be taken out, and which only together: those that meet in an addition, or pass through a depthwise layer. */
import type { Graph, GraphNode, NodeId, PortRef } from '../graph/graph.ts';
import { wire } from '../graph/topology.ts';
import { inferShapes } from '../lower/lower.ts';

/** The channel that each place of a value's last dimension carries. */
export type Lanes = readonly number[];

export interface Channels {
  /** Of each node's first input and first output; a channel that stands in several places, or goes with others, has one number. */
  readonly inputs: ReadonlyMap<NodeId, Lanes>;
  readonly outputs: ReadonlyMap<NodeId, Lanes>;
  /** Channels that nothing outside the network's layers sees. */
  readonly removable: ReadonlySet<number>;
}

/** Layers whose outputs are channels of their own: kernels have them first and the input's last. */
const MIXERS: ReadonlySet<string> = new Set(['conv1d', 'conv2d', 'conv_transpose2d', 'dense']);
const DEPTHWISE: ReadonlySet<string> = new Set(['depthwise_conv1d', 'depthwise_conv2d']);
/** Operations that leave channels where they are, and a channel of zeros at zero. */
const KEEPERS: ReadonlySet<string> = new Set(
  [
    ['batch_norm', 'dropout', 'flatten', 'relu', 'relu6', 'leaky_relu', 'hard_swish', 'tanh', 'upsample'],
    ['avg_pool1d', 'avg_pool2d', 'max_pool1d', 'max_pool2d', 'global_avg_pool', 'global_max_pool'],
  ].flat(),
);
const ELEMENTWISE: ReadonlySet<string> = new Set(['add', 'sub', 'mul', 'maximum', 'minimum']);

export const isMixer = ({ op }: GraphNode): boolean => MIXERS.has(op);
export const isDepthwise = ({ op }: GraphNode): boolean => DEPTHWISE.has(op);

/** The batch norm that alone reads what a layer gives. */
export function normBehind({ nodes }: Graph, { id }: GraphNode): GraphNode | undefined {
  const readers = nodes.filter(({ inputs }) => inputs.some((ref) => ref?.node === id));
  return readers.length === 1 && readers[0]!.op === 'batch_norm' ? readers[0] : undefined;
}

/** Copies of a repeated block share their parameters, so that nothing inside is removable. */
export function channelsOf(graph: Graph): Channels {
  const tracer = new Tracer(graph);
  for (const node of wire(graph).order) tracer.visit(node);
  return tracer.channels();
}

const SHOWN = 0;

class Tracer {
  private readonly graph: Graph;
  private readonly types: ReturnType<typeof inferShapes>['types'];
  private readonly repeated: ReadonlySet<NodeId>;
  private readonly found = new Map<NodeId, Lanes>();
  private readonly taken = new Map<NodeId, Lanes>();
  /** A parent for each channel (union-find, the smallest is the root); channel 0 stands for all that must stay. */
  private readonly parents = [SHOWN];

  constructor(graph: Graph) {
    this.graph = graph;
    this.types = inferShapes(graph, { scheme: 'float32', io: 'float32' }).types;
    this.repeated = new Set(graph.groups.flatMap(({ nodes, repeat }) => (repeat > 1 ? nodes : [])));
  }

  visit(node: GraphNode): void {
    const width = this.types.get(node.id)?.[0]?.shape.at(-1) ?? 0;
    const inputs = node.inputs.map((ref) => this.lanesOf(ref));
    const lanes = this.repeated.has(node.id) ? undefined : this.traced(node, inputs, width);
    if (lanes === undefined) inputs.forEach((each) => this.keep(each));
    if (lanes !== undefined && node.params['activation'] === 'sigmoid') this.keep(lanes);
    this.taken.set(node.id, inputs[0] ?? []);
    this.found.set(node.id, lanes ?? Array.from({ length: width }, () => SHOWN));
  }

  channels(): Channels {
    this.outputs().forEach((ref) => this.keep(this.lanesOf(ref)));
    const roots = (all: ReadonlyMap<NodeId, Lanes>): ReadonlyMap<NodeId, Lanes> =>
      new Map([...all].map(([id, lanes]) => [id, lanes.map((lane) => this.root(lane))]));
    const removable = new Set(this.parents.map((_, lane) => this.root(lane)));
    removable.delete(SHOWN);
    return { inputs: roots(this.taken), outputs: roots(this.found), removable };
  }

  /** Undefined for a node whose channels cannot be followed. */
  private traced(node: GraphNode, inputs: readonly Lanes[], width: number): Lanes | undefined {
    const [first = []] = inputs;
    if (isMixer(node)) return Array.from({ length: width }, () => this.parents.push(this.parents.length) - 1);
    if (first.length === 0) return undefined;
    if (isDepthwise(node)) return Array.from({ length: width }, (_, i) => first[Math.floor((i * first.length) / width)]!);
    if (KEEPERS.has(node.op)) return Array.from({ length: width }, (_, i) => first[i % first.length]!);
    if (node.op === 'concat') return this.joined(inputs, width);
    return ELEMENTWISE.has(node.op) ? this.merged(inputs, width) : undefined;
  }

  /** Along channels; along another dimension they would have to agree. */
  private joined(inputs: readonly Lanes[], width: number): Lanes | undefined {
    const all = inputs.flat();
    return all.length === width ? all : undefined;
  }

  private merged(inputs: readonly Lanes[], width: number): Lanes | undefined {
    const [first = [], ...others] = inputs;
    if (inputs.some((lanes) => lanes.length !== width)) return undefined;
    for (const lanes of others) lanes.forEach((lane, i) => this.unite(lane, first[i]!));
    return first;
  }

  private lanesOf(ref: PortRef | undefined): Lanes {
    return ref === undefined || ref.port > 0 ? [] : (this.found.get(ref.node) ?? []);
  }

  private outputs(): readonly PortRef[] {
    if (this.graph.outputs.length > 0) return this.graph.outputs;
    const read = new Set(this.graph.nodes.flatMap(({ inputs }) => inputs.map((ref) => ref?.node)));
    return this.graph.nodes.filter(({ id }) => !read.has(id)).map(({ id }) => ({ node: id, port: 0 }));
  }

  private keep(lanes: Lanes): void {
    for (const lane of lanes) this.unite(lane, SHOWN);
  }

  private unite(a: number, b: number): void {
    const [one, other] = [this.root(a), this.root(b)];
    this.parents[Math.max(one, other)] = Math.min(one, other);
  }

  private root(lane: number): number {
    let root = lane;
    while (this.parents[root] !== root) root = this.parents[root]!;
    return root;
  }
}
