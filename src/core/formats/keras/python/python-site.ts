/** A node as its writer sees it: the Python names around it, its parameters with their defaults, its shapes. */
import { realValues, type NodeWeights } from '../../../document/weights.ts';
import type { GraphNode, ParamValue } from '../../../graph/graph.ts';
import type { Shape, TensorType } from '../../../graph/tensor.ts';
import { opOf } from '../../../ops/registry.ts';
import { paramOf } from '../../../ops/op.ts';
import { KerasProblem } from '../keras-model.ts';

export class PythonSite {
  /** The variable its value goes to, and the name of its layer. */
  readonly name: string;
  /** Expressions of its inputs. */
  readonly inputs: readonly string[];
  readonly inputTypes: readonly TensorType[];
  readonly outputTypes: readonly TensorType[];
  readonly weights: NodeWeights;
  private readonly node: GraphNode;

  constructor(
    node: GraphNode,
    name: string,
    inputs: readonly string[],
    types: { readonly inputs: readonly TensorType[]; readonly outputs: readonly TensorType[] },
    weights: NodeWeights,
  ) {
    this.node = node;
    this.name = name;
    this.inputs = inputs;
    this.inputTypes = types.inputs;
    this.outputTypes = types.outputs;
    this.weights = weights;
  }

  get input(): string {
    return this.inputs[0]!;
  }

  get inputShape(): Shape {
    return this.inputTypes[0]!.shape;
  }

  get outputShape(): Shape {
    return this.outputTypes[0]!.shape;
  }

  number(field: string): number {
    return this.param(field) as number;
  }

  flag(field: string): boolean {
    return this.param(field) as boolean;
  }

  text(field: string): string {
    return this.param(field) as string;
  }

  list(field: string): readonly number[] {
    return this.param(field) as readonly number[];
  }

  /** Values of a weight. */
  reals(name: string): Float32Array {
    const weight = this.weights[name];
    return weight === undefined ? new Float32Array(0) : realValues(weight);
  }

  /** Undefined for a field the operation has not. */
  private param(field: string): ParamValue | undefined {
    return paramOf(opOf(this.node)?.fields ?? [], this.node.params, field);
  }
}

/** The source lines that give the node's value its name. */
export type PythonWriter = (site: PythonSite) => readonly string[];

/** What Keras has no layer for. */
export function lacking(reason: string): never {
  throw new KerasProblem(reason);
}

/** `name = layers.Kind(arguments, name="name")(input)`. */
export function layerLine({ name, inputs }: PythonSite, kind: string, given: readonly string[], input = inputs[0]!): string {
  return `${name} = layers.${kind}(${[...given, `name="${name}"`].join(', ')})(${input})`;
}

/** A layer without weights on the value a line before has named. */
export function furtherLine({ name }: PythonSite, call: string): string {
  return `${name} = ${call}(${name})`;
}
