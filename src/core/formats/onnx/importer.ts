/** The state of an import: what each ONNX value is in the design, and the means to add nodes to it. */
import type { Quantization } from '../../graph/deployed.ts';
import type { Params } from '../../graph/graph.ts';
import { elementCount, sameShape, shapeText, type Shape } from '../../graph/tensor.ts';
import type { NodeWeights, Weight } from '../../document/weights.ts';
import type { OpKind } from '../../ops/registry.ts';
import { NetworkBuilder, type Value } from '../network-builder.ts';
import { channelsLast, identity, sameOrder, samePerm, unpermuted, type Perm } from './layout.ts';
import { permuted, permuteValues } from '../permute-values.ts';
import type { OnnxTensor } from './onnx-model.ts';

/** Why a node cannot become one of ours; it is kept as a box, and this is said. */
export class Unsupported extends Error {}

export function unsupported(reason: string): never {
  throw new Unsupported(reason);
}

/** A value of the network: `shape` is ONNX's, `type.shape` the design's, and `perm` how they belong together. */
export interface Flow extends Value {
  readonly shape: Shape;
  readonly perm: Perm;
  /**
   * Set when a flattened value's features stand in another order than ONNX's: the flattened value's design shape and perm. A dense layer
   * takes its weights in that order; anything else needs `straight`.
   */
  readonly scramble?: { readonly shape: Shape; readonly perm: Perm };
  /** Between a QuantizeLinear and a DequantizeLinear: how its integers stand for reals. */
  readonly quantized?: Quantization;
}

export type Operand = Flow | OnnxTensor;

export function isFlow(operand: Operand | undefined): operand is Flow {
  return operand !== undefined && 'ref' in operand;
}

export class Importer {
  readonly builder = new NetworkBuilder();
  /** Reshapes by the value they give, so that one behind another starts from the first one's input. */
  private readonly reshaped = new Map<string, Value>();
  private readonly ordered = new Map<string, Flow>();

  /** Adds a node whose outputs have the given perm; refuses with the operation's own words. */
  add(op: OpKind, params: Params, inputs: readonly Value[], perm: Perm | undefined, name = '', weights: NodeWeights = {}): readonly Flow[] {
    const added = this.builder.add(op, params, inputs, name, weights);
    if (!added.ok) return unsupported(added.error.message);
    return added.value.map((value) => flowOf(value, perm ?? identity(value.type.shape.length)));
  }

  /** The first output of a node. */
  one(op: OpKind, params: Params, inputs: readonly Value[], perm: Perm | undefined, name = '', weights: NodeWeights = {}): Flow {
    return this.add(op, params, inputs, perm, name, weights)[0]!;
  }

  /** The value with its dimensions in this order, by a reshape where only dimensions of size 1 move, else by a transpose. */
  inOrder(flow: Flow, perm: Perm): Flow {
    const from = this.straight(flow);
    if (samePerm(from.perm, perm)) return from;
    const key = `${from.ref.node}:${from.ref.port}:${from.perm.join()}:${perm.join()}`;
    const known = this.ordered.get(key);
    if (known !== undefined) return { ...known, ...quantizedAs(flow) };
    const result = sameOrder(from.shape, from.perm, perm)
      ? flowOf(this.reshape(from, permuted(from.shape, perm)), perm)
      : this.one('transpose', { perm: perm.map((axis) => from.perm.indexOf(axis)) }, [from], perm);
    this.inherit(result, from);
    this.ordered.set(key, result);
    return { ...result, ...quantizedAs(flow) };
  }

  /** The value in ONNX's own order. */
  plain(flow: Flow): Flow {
    return this.inOrder(flow, identity(flow.shape.length));
  }

  /** Images and signals channels-last, as the design's layers take them. */
  channelsLast(flow: Flow): Flow {
    return this.inOrder(flow, channelsLast(flow.shape.length));
  }

  /** A flattened value with its features in ONNX's order. */
  straight(flow: Flow): Flow {
    const { scramble } = flow;
    if (scramble === undefined) return flow;
    const before = flowOf(this.reshape(flow, scramble.shape), scramble.perm);
    const value = this.reshape(this.plain(before), flow.type.shape);
    return { ...flowOf(value, flow.perm), ...quantizedAs(flow) };
  }

  /** The same values in another shape of the design's. */
  reshape(value: Value, shape: Shape, name = ''): Value {
    const base = this.reshaped.get(keyOf(value)) ?? value;
    if (sameShape(base.type.shape, shape)) return base;
    const isFlat = shape.length === 2 && shape[0] === base.type.shape[0] && base.type.shape.length > 2;
    const result = isFlat ? this.one('flatten', {}, [base], undefined, name) : this.one('reshape', { shape }, [base], undefined, name);
    this.reshaped.set(keyOf(result), base);
    this.inherit(result, base);
    return result;
  }

  /** A constant as a node of its own, its dimensions in the given order. */
  constant(tensor: OnnxTensor, perm: Perm = identity(tensor.shape.length), name = ''): Flow {
    const shape = permuted(tensor.shape, perm);
    const weight = weightOf(
      tensor,
      permuteValues(tensor.values, tensor.shape, perm),
      shape,
      tensor.shape.length === 0 ? 0 : perm.indexOf(tensor.quantization?.axis ?? 0),
    );
    const type = tensor.type === 'float32' || tensor.quantization !== undefined ? 'auto' : tensor.type === 'bool' ? 'bool' : 'int32';
    const flow = this.one('constant', { shape, type }, [], perm, name, { value: weight });
    const { quantization } = tensor;
    if (quantization?.scales.length === 1) this.builder.quantize(flow, quantization);
    return flow;
  }

  /** A layer that only moves values keeps their quantisation. */
  inherit(result: Value, from: Value): void {
    const quantization = this.builder.quantizationOf(from);
    if (quantization !== undefined && this.builder.quantizationOf(result) === undefined) this.builder.quantize(result, quantization);
  }
}

export function flowOf(value: Value, perm: Perm): Flow {
  return { ...value, perm, shape: unpermuted(value.type.shape, perm) };
}

function quantizedAs({ quantized }: Flow): Pick<Flow, 'quantized'> {
  return quantized === undefined ? {} : { quantized };
}

function keyOf({ ref }: Value): string {
  return `${ref.node}:${ref.port}`;
}

/** A weight from a constant's values in the layout of the design; `axis` is where the dimension of its scales stands there. */
export function weightOf(tensor: OnnxTensor, values: OnnxTensor['values'], shape: Shape, axis: number): Weight {
  if (values.length !== elementCount(shape)) unsupported(`a constant has ${values.length} values for ${shapeText(shape)}`);
  const { quantization } = tensor;
  if (quantization !== undefined && (values instanceof Int8Array || values instanceof Int16Array || values instanceof Int32Array))
    return { shape, values, quantization: { ...quantization, axis: quantization.scales.length === 1 ? 0 : axis } };
  if (values instanceof Float32Array || values instanceof Int8Array || values instanceof Int16Array || values instanceof Int32Array)
    return { shape, values };
  return { shape, values: tensor.type === 'int64' ? Int32Array.from(values, clampInt32) : Int32Array.from(values) };
}

/** "To the end" is written as a very large number. */
function clampInt32(value: number): number {
  return Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, value));
}
