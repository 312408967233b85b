/** A design with its weights as something that runs: the float32 deployed graph and the contents of its constants. */
import { fail, ok, type Result } from '../base/result.ts';
import type { DeployedGraph, DeployedTensor } from '../graph/deployed.ts';
import type { Graph, GraphNode, NodeId } from '../graph/graph.ts';
import { elementCount, shapeText } from '../graph/tensor.ts';
import { lower, type Lowered } from '../lower/lower.ts';
import { displayName } from '../ops/registry.ts';
import { foldedNorms } from './folded-norms.ts';
import { affineOf, constantValues, foldedValues, type Affine, type WeightReader } from './constant-values.ts';
import { realValues, type Weights } from './weights.ts';

/** What an interpreter runs and a writer writes. */
export interface FloatModel {
  readonly graph: DeployedGraph;
  /** Contents by tensor index, little-endian; undefined for a tensor that has none, or whose `values` say it. */
  readonly data: readonly (Uint8Array | undefined)[];
}

/** Fails with the first problem of the design, or with the first node whose weights are not there. */
export function floatModel(graph: Graph, weights: Weights): Result<FloatModel> {
  const lowered = lower(graph, { scheme: 'float32', io: 'float32' });
  const [problem] = lowered.problems;
  if (problem !== undefined) return fail(problem.message, `node ${problem.node}`);
  const { tensors, inputs } = lowered.deployed;
  const values = createValues(lowered, weights);
  const data: (Uint8Array | undefined)[] = [];
  for (const [index, tensor] of tensors.entries()) {
    if (tensor.role !== 'constant' || tensor.values !== undefined) continue;
    const owner = lowered.owners[index - inputs.length]!;
    const contents = values(owner, tensor);
    if (!contents.ok) return contents;
    data[index] = contents.value;
  }
  return ok({ graph: lowered.deployed, data });
}

type Values = (owner: NodeId, tensor: DeployedTensor) => Result<Uint8Array>;

function createValues({ nodes, owners }: Lowered, weights: Weights): Values {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const reader =
    (id: NodeId): WeightReader =>
    (name) => {
      const weight = weights.nodes.get(id)?.[name];
      return weight && realValues(weight);
    };
  const norms = foldedNorms(nodes, byId, new Set(owners));
  return (owner, tensor) => {
    const node = byId.get(owner)!;
    const name = tensor.name.slice(tensor.name.lastIndexOf('/') + 1);
    const norm = norms.get(owner);
    const affine: Affine | undefined = norm && affineOf(reader(norm.id), norm);
    if (norm !== undefined && affine === undefined) return fail(`${displayName(norm)} has no weights`, `node ${norm.id}`);
    const real =
      affine === undefined
        ? constantValues(node, name, tensor.shape, reader(owner))
        : foldedValues(node, name, tensor.shape, reader(owner), affine);
    return contentsOf(node, name, tensor, real);
  };
}

function contentsOf(node: GraphNode, name: string, { shape, type }: DeployedTensor, real: Float32Array | undefined): Result<Uint8Array> {
  const where = `node ${node.id}`;
  if (real === undefined) return fail(`${displayName(node)} has no weights "${name}"`, where);
  if (real.length !== elementCount(shape))
    return fail(`${displayName(node)} has ${real.length} values for "${name}", which is ${shapeText(shape)}`, where);
  if (type === 'float32') return ok(bytesOf(Float32Array.from(real)));
  if (type === 'int32') return ok(bytesOf(Int32Array.from(real)));
  if (type === 'int64') return ok(bytesOf(BigInt64Array.from(real, (value) => BigInt(Math.round(value)))));
  return fail(`${displayName(node)} keeps "${name}" as ${type}, which does not run as float32`, where);
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Int32Array | BigInt64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
