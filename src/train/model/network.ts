/**
 * A design as something that is trained: its float32 deployed operators on TensorFlow.js, in their order, so that what is trained is what
 * is deployed. Batch norms stand behind the layers they are folded into, until they are folded.
 */
import { mul, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { defined } from '../../core/base/assert.ts';
import { fail, ok, type Result } from '../../core/base/result.ts';
import { foldedNorms } from '../../core/document/folded-norms.ts';
import type { Weights } from '../../core/document/weights.ts';
import { missingWeights } from '../../core/document/weights.ts';
import type { DeployedGraph, DeployedOp } from '../../core/graph/deployed.ts';
import type { Graph, GraphNode, NodeId } from '../../core/graph/graph.ts';
import { lower, type Lowered } from '../../core/lower/lower.ts';
import { paramOf } from '../../core/ops/op.ts';
import type { Shape } from '../../core/graph/tensor.ts';
import { OPS } from '../../core/ops/registry.ts';
import { asRows, lastFrame } from './frames.ts';
import { madeConstant } from './made-constants.ts';
import { settle } from '../backends/settle.ts';
import { mixesSamples } from './mixes-samples.ts';
import { stepOf } from './operators.ts';
import { createParameters, parameterKey, plainVariable, readWeights, type Parameter, type Parameters } from './parameters.ts';
import type { Norm, Run, Site, Step } from './step.ts';

export interface Network {
  readonly design: Graph;
  readonly graph: DeployedGraph;
  readonly parameters: Parameters;
  /** Adds a parameter beside the design's weights, trained, saved and disposed of like them. It starts with what `weights` hold of it, or at 0. */
  readonly addParameter: (node: NodeId, name: string, shape: Shape) => Parameter;
  /** Tensor of the graph that classes are read from: what a softmax at the end takes, else the output. */
  readonly logits: number;
  /**
   * Runs every operator; `inputs` hold a batch each, of samples or, with one dimension more, of samples made of frames. `onValue` may put
   * another value in a tensor's place (rounded, say). Returns the values by tensor.
   */
  readonly forward: (inputs: readonly Tensor[], run: Omit<Run, 'values'>, onValue?: OnValue) => readonly (Tensor | undefined)[];
  readonly dispose: () => void;
}

export type OnValue = (tensor: number, value: Tensor) => Tensor;

/** Fails with the first problem of the design, with weights it lacks, or with what cannot be trained and at which node. */
export function createNetwork(design: Graph, weights: Weights): Result<Network> {
  const lowered = lower(design, { scheme: 'float32', io: 'float32' });
  const [problem] = lowered.problems;
  if (problem !== undefined) return fail(problem.message, `node ${problem.node}`);
  const [missing] = missingWeights(design, weights);
  if (missing !== undefined) return fail(`It has no weights "${missing.spec.name}"`, `node ${missing.node}`);
  const { deployed: graph } = lowered;
  if (graph.ops.length === 0 || graph.outputs.length !== 1) return fail('Training needs a network with one output');
  const mixing = graph.ops.find((op) => mixesSamples(op, graph));
  if (mixing !== undefined)
    return fail(`${mixing.code} works across the samples of a batch, which training cannot do`, `node ${mixing.node}`);
  const parameters = createParameters(design, weights);
  const dispose = (): void => {
    for (const { variable } of parameters.values()) variable.dispose();
  };
  const steps: Step[] = [];
  for (const site of sitesOf(lowered, design, parameters)) {
    const step = stepOf(site);
    if (!step.ok) {
      dispose();
      return step;
    }
    steps.push(step.value);
  }
  const drops = dropoutsOf(lowered);
  const logits = logitsOf(graph);
  const forward: Network['forward'] = (inputs, run, onValue = (_, value) => value) => {
    const values: (Tensor | undefined)[] = [];
    const frames = inputs[0]!.rank > graph.tensors[graph.inputs[0]!]!.shape.length ? inputs[0]!.shape[1]! : 1;
    const own = { ...run, kernel: onceEach(run.kernel), values, see: onValue, frames };
    graph.inputs.forEach((index, i) => (values[index] = onValue(index, frames > 1 ? asRows(inputs[i]!) : inputs[i]!)));
    graph.ops.forEach((op, at) => {
      const results = steps[at]!(own);
      op.outputs.forEach((index, i) => {
        const rate = run.mode === 'evaluate' ? 0 : (drops.get(index) ?? 0);
        values[index] = onValue(index, rate > 0 ? dropped(results[i]!, rate, run.random) : results[i]!);
      });
    });
    if (frames > 1) for (const index of new Set([logits, ...graph.outputs])) values[index] = lastFrame(values[index]!, frames);
    return values;
  };
  const addParameter: Network['addParameter'] = (node, name, shape) => {
    const given = weights.nodes.get(node)?.[name];
    const parameter = { node, name, shape, trainable: true, variable: plainVariable(given?.values, shape) };
    parameters.set(parameterKey(node, name), parameter);
    return parameter;
  };
  return ok({ design, graph, parameters, addParameter, logits, forward, dispose });
}

/** Steps of time share a kernel, which is rounded once. */
function onceEach(round: Run['kernel']): Run['kernel'] {
  const known = new Map<Tensor, Tensor>();
  return (kernel, place) => {
    const rounded = known.get(kernel) ?? round(kernel, place);
    known.set(kernel, rounded);
    return rounded;
  };
}

/** What the network has learned, in the design's layout. */
export async function weightsOf({ design, parameters }: Network): Promise<Weights> {
  await settle([...parameters.values()].map(({ variable }) => variable));
  return readWeights(design, parameters);
}

function logitsOf({ ops, outputs }: DeployedGraph): number {
  const last = ops.find((op) => op.outputs.includes(outputs[0]!));
  return last?.code === 'SOFTMAX' ? last.inputs[0]! : outputs[0]!;
}

/** Values that are left out are 0, the others grow in turn (Srivastava et al. 2014). */
function dropped(value: Tensor, rate: number, random: () => number): Tensor {
  const mask = Float32Array.from({ length: value.size }, () => (random() < rate ? 0 : 1 / (1 - rate)));
  return mul(value, tensor(mask, value.shape));
}

function sitesOf({ deployed: graph, nodes, owners }: Lowered, design: Graph, parameters: Parameters): readonly Site[] {
  const { ops: integerOps, tensors: integers } = lower(design, { scheme: 'int8', io: 'int8' }).deployed;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const norms = foldedNorms(nodes, byId, new Set(owners));
  const nameOf = (index: number): string => {
    const { name } = graph.tensors[index]!;
    return name.slice(name.lastIndexOf('/') + 1);
  };
  const parameterOf = (index: number): Parameter | undefined => {
    const owner = owners[index - graph.inputs.length];
    return owner === undefined ? undefined : parameters.get(parameterKey(owner, nameOf(index)));
  };
  const normNodeOf = ({ node, code }: DeployedOp): GraphNode | undefined => {
    const own = byId.get(node ?? '');
    if (own?.op === 'batch_norm') return own;
    return own !== undefined && WEIGHTED.has(code) ? norms.get(own.id) : undefined;
  };
  const constantOf = (index: number): (() => Tensor) | undefined => {
    const owner = owners[index - graph.inputs.length];
    if (owner === undefined) return undefined;
    const made = madeConstant(byId.get(owner)?.op, nameOf(index));
    const held = parameterOf(index)?.variable;
    if (made !== undefined) return () => made((name) => parameters.get(parameterKey(owner, name))!.variable);
    return held && (() => held);
  };
  return graph.ops.map((op, at) => ({
    op,
    integerType: (input) => integers[integerOps[at]?.inputs[input] ?? -1]?.type,
    perChannel: WEIGHTED.has(op.code) && (integers[integerOps[at]?.inputs[1] ?? -1]?.scaleCount ?? 0) > 1,
    graph,
    parameter: (input) => parameterOf(op.inputs[input] ?? -1),
    constant: (input) => constantOf(op.inputs[input] ?? -1),
    own: (name) => defined(parameters.get(parameterKey(op.node ?? '', name)), `weight ${name}`),
    integers: (input) => graph.tensors[op.inputs[input] ?? -1]?.values ?? [],
    norm: normOf(normNodeOf(op), parameters),
  }));
}

/** Only the layer's own operator carries the batch norm folded into it, not an activation emitted behind. */
const WEIGHTED = new Set(['CONV_2D', 'DEPTHWISE_CONV_2D', 'FULLY_CONNECTED', 'TRANSPOSE_CONV']);

function normOf(node: GraphNode | undefined, parameters: Parameters): Norm | undefined {
  if (node === undefined) return undefined;
  const own = (name: string): Parameter => parameters.get(parameterKey(node.id, name))!;
  const setting = (name: string): number => Number(paramOf(OPS.batch_norm.fields, node.params, name));
  return {
    node,
    epsilon: setting('epsilon'),
    momentum: setting('momentum'),
    gamma: own('gamma'),
    beta: own('beta'),
    mean: own('mean'),
    variance: own('variance'),
  };
}

/** Rates of the dropouts that deployment takes out, by the tensor whose value they act on. */
function dropoutsOf({ deployed, nodes }: Lowered): ReadonlyMap<number, number> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const last = new Map<NodeId, number>();
  for (const { node, outputs } of deployed.ops) if (node !== undefined) last.set(node, outputs[0]!);
  const rates = new Map<number, number>();
  for (const node of nodes) {
    if (node.op !== 'dropout') continue;
    let from = byId.get(node.inputs[0]?.node ?? '');
    while (from !== undefined && !last.has(from.id)) from = byId.get(from.inputs[0]?.node ?? '');
    const output = from && last.get(from.id);
    if (output !== undefined) rates.set(output, Number(paramOf(OPS.dropout.fields, node.params, 'rate')));
  }
  return rates;
}
