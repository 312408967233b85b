/**
 * The state of an export: which ONNX value each tensor is, in which order of dimensions, and the means to add nodes.
 *
 * A tensor of integers is kept as integers (`stored`) and read as reals through a DequantizeLinear (`real`); what an operator computes in
 * reals goes back through a QuantizeLinear (`give`). Images are made and read channels-first where operators of ONNX want that: a
 * transpose stands only where a tensor is read in an order in which nobody made it.
 */
import type { DeployedGraph, DeployedTensor } from '../../graph/deployed.ts';
import { elementCount, type Shape } from '../../graph/tensor.ts';
import { permuted } from '../permute-values.ts';
import { ints, int } from './attributes.ts';
import { constantTensor, onnxTypeOf, raisedConstant, realConstant, turnedConstant } from './constant-tensor.ts';
import { unsupported } from './importer.ts';
import { identity, sameOrder, samePerm, type Perm } from './layout.ts';
import type { OnnxAttribute, OnnxNode, OnnxTensor } from './onnx-model.ts';

/** For each dimension of a channels-first image the one of the channels-last tensor. */
export const CHANNELS_FIRST: Perm = [0, 3, 1, 2];

type Attributes = Readonly<Record<string, OnnxAttribute>>;

export class Exporter {
  readonly nodes: OnnxNode[] = [];
  readonly constants = new Map<string, OnnxTensor>();
  readonly notes = new Set<string>();
  /** Integers of 16 bits are quantised from operator set 21 on. */
  readonly opset: number;
  private readonly graph: DeployedGraph;
  private readonly data: readonly (Uint8Array | undefined)[];
  private readonly taken = new Set<string>();
  /** By tensor: names of its value by the order of its dimensions, the one it was made in first. */
  private readonly storedNames = new Map<number, Map<string, string>>();
  private readonly realNames = new Map<string, string>();
  /** Flattened images that nobody has read in order yet: a dense layer reads them as they lie. */
  private readonly flattened = new Map<number, number>();
  private prefix = '';

  constructor(graph: DeployedGraph, data: readonly (Uint8Array | undefined)[]) {
    this.graph = graph;
    this.data = data;
    this.opset = graph.tensors.some(({ type, scaleCount }) => type === 'int16' && scaleCount > 0) ? 21 : 13;
  }

  /** Names of what follows start with this tensor's. */
  begin(tensor: number): void {
    this.prefix = this.tensor(tensor).name;
  }

  tensor(index: number): DeployedTensor {
    return this.graph.tensors[index] ?? unsupported('an input is missing');
  }

  shapeOf(index: number): Shape {
    return this.tensor(index).shape;
  }

  isConstant(index: number): boolean {
    return this.tensor(index).role === 'constant';
  }

  /** Contents of an integer constant: axes, pads, a target shape. */
  numbers(index: number): readonly number[] {
    if (!this.isConstant(index)) return unsupported(`"${this.tensor(index).name}" is computed at run time`);
    return Array.from(constantTensor(this.tensor(index), this.data[index]).values);
  }

  contents(index: number): OnnxTensor {
    return constantTensor(this.tensor(index), this.data[index]);
  }

  /** Adds a node and returns the name of its value. */
  node(op: string, inputs: readonly string[], attributes: Attributes = {}): string {
    return this.manyOf(op, inputs, attributes, 1)[0]!;
  }

  /** Adds a node of several values. */
  manyOf(op: string, inputs: readonly string[], attributes: Attributes, count: number): readonly string[] {
    const outputs = Array.from({ length: count }, () => this.uniqueName(this.within(op)));
    this.nodes.push({ op, domain: '', name: '', inputs, outputs, attributes: new Map(Object.entries(attributes)) });
    return outputs;
  }

  constant(what: string, tensor: OnnxTensor): string {
    const name = this.uniqueName(this.within(what));
    this.constants.set(name, tensor);
    return name;
  }

  integers(what: string, values: readonly number[]): string {
    return this.constant(what, { shape: [values.length], type: 'int64', values: Float64Array.from(values) });
  }

  scalar(what: string, value: number): string {
    return this.constant(what, { shape: [], type: 'float32', values: Float32Array.of(value) });
  }

  /** Where a PADV2 pads: the one value of a constant; 0 without one. */
  fill(index: number): string {
    return this.scalar('value', index < 0 ? 0 : (realConstant(this.contents(index)).values[0] ?? 0));
  }

  /** The name, or one like it when something has it already. */
  uniqueName(name: string): string {
    let free = name;
    for (let i = 1; free === '' || this.taken.has(free); i++) free = `${name}_${i}`;
    this.taken.add(free);
    return free;
  }

  /** The order in which the tensor was made: as in the file, or channels-first. */
  orderOf(index: number): Perm {
    const [made] = this.storedNames.get(index)?.keys() ?? [];
    return made === undefined ? identity(this.shapeOf(index).length) : made.split(',').filter(Boolean).map(Number);
  }

  /** An order for all of them: channels-first when one image was made so and nothing of lower rank stands beside it. */
  commonOrder(indices: readonly number[]): Perm {
    const computed = indices.filter((index) => !this.isConstant(index));
    const rank = this.shapeOf(computed[0] ?? indices[0]!).length;
    const isFirst = computed.some((index) => samePerm(this.orderOf(index), CHANNELS_FIRST));
    return isFirst && computed.every((index) => this.shapeOf(index).length === 4) ? CHANNELS_FIRST : identity(rank);
  }

  /** What a tensor flattens, while nobody has read it in the file's order. */
  flattenedFrom(index: number): number | undefined {
    return this.storedNames.has(index) ? undefined : this.flattened.get(index);
  }

  flatten(index: number, image: number): void {
    this.flattened.set(index, image);
  }

  /** The value as the file holds it, its dimensions in this order. */
  stored(index: number, order: Perm = identity(this.shapeOf(index).length)): string {
    const known = this.storedNames.get(index)?.get(order.join());
    if (known !== undefined) return known;
    const name = this.isConstant(index) ? this.turnedConstant(index, order) : this.turned(index, order);
    this.remember(index, order, name);
    return name;
  }

  /** The value as reals. */
  real(index: number, order: Perm = identity(this.shapeOf(index).length)): string {
    if (!this.isQuantized(index)) return this.stored(index, order);
    const key = `${index}:${order.join()}`;
    const known = this.realNames.get(key);
    if (known !== undefined) return known;
    const name = this.dequantized(index, order);
    this.realNames.set(key, name);
    return name;
  }

  /** An operator's result, in reals, is this tensor's value. */
  give(index: number, real: string, order: Perm = identity(this.shapeOf(index).length)): void {
    this.giveStored(index, this.isQuantized(index) ? this.node('QuantizeLinear', [real, ...this.scaleOf(index)]) : real, order);
  }

  /** The same, as the file holds it. */
  giveStored(index: number, name: string, order: Perm = identity(this.shapeOf(index).length)): void {
    this.remember(index, order, name);
  }

  /** Integers that stand for reals. */
  isQuantized(index: number): boolean {
    const { type, quantization, role } = this.tensor(index);
    if (quantization === undefined || quantization.scales.length === 0) return false;
    return type.startsWith('int') || type === 'uint8' ? role === 'constant' || type !== 'int32' : false;
  }

  /** For each computed tensor the name its value was made under. */
  madeNames(): ReadonlyMap<number, string> {
    return new Map(
      [...this.storedNames].filter(([index]) => !this.isConstant(index)).map(([index, names]) => [index, [...names.values()][0]!]),
    );
  }

  private within(what: string): string {
    return this.prefix === '' ? what : `${this.prefix}/${what}`;
  }

  private remember(index: number, order: Perm, name: string): void {
    const names = this.storedNames.get(index) ?? new Map<string, string>();
    this.storedNames.set(index, names.set(order.join(), name));
  }

  private turnedConstant(index: number, order: Perm): string {
    const name = this.uniqueName(this.tensor(index).name);
    this.constants.set(name, turnedConstant(raisedConstant(this.contents(index), order.length), order));
    return name;
  }

  private turned(index: number, order: Perm): string {
    const [made] = this.storedNames.get(index) ?? [];
    if (made === undefined) return this.inOrder(index, order);
    const from = this.orderOf(index);
    const shape = this.shapeOf(index);
    if (sameOrder(shape, from, order)) return this.node('Reshape', [made[1], this.integers('shape', permuted(shape, order))]);
    return this.node('Transpose', [made[1]], { perm: ints(order.map((axis) => from.indexOf(axis))) });
  }

  /** A flattened image in the file's order after all. */
  private inOrder(index: number, order: Perm): string {
    const image = this.flattened.get(index) ?? unsupported(`nothing gives "${this.tensor(index).name}" before it is read`);
    const flat = this.node('Reshape', [this.stored(image), this.integers('shape', this.shapeOf(index))]);
    this.remember(index, identity(this.shapeOf(index).length), flat);
    return this.stored(index, order);
  }

  /** A constant in place of a tensor's own contents, as reals. */
  realOf(index: number, contents: OnnxTensor): string {
    const name = this.constant('weights', contents);
    if (!this.isQuantized(index)) return name;
    const { quantization } = contents;
    return this.node(
      'DequantizeLinear',
      [name, ...this.scaleOf(index)],
      quantization!.scales.length > 1 ? { axis: int(quantization!.axis) } : {},
    );
  }

  private dequantized(index: number, order: Perm): string {
    const { type, quantization } = this.tensor(index);
    if (this.isConstant(index) && type === 'int64') return this.constant(this.tensor(index).name, realConstant(this.contents(index)));
    const raised = order.length - this.shapeOf(index).length;
    const axis = order.indexOf(quantization!.axis + raised);
    const isPerChannel = quantization!.scales.length > 1;
    return this.node('DequantizeLinear', [this.stored(index, order), ...this.scaleOf(index)], isPerChannel ? { axis: int(axis) } : {});
  }

  /** Constants of the scale and the zero point; int32 has none of these. */
  private scaleOf(index: number): readonly string[] {
    const { type, quantization } = this.tensor(index);
    const { scales, zeroPoints } = quantization!;
    const shape = scales.length === 1 ? [] : [scales.length];
    const scale = this.constant('scale', { shape, type: 'float32', values: Float32Array.from(scales) });
    if (type === 'int32') return [scale];
    const zeros = Array.from({ length: elementCount(shape) }, (_, i) => zeroPoints[i] ?? 0);
    const values = type === 'uint8' ? Uint8Array.from(zeros) : type === 'int16' ? Int16Array.from(zeros) : Int8Array.from(zeros);
    return [scale, this.constant('zero_point', { shape, type: onnxTypeOf(this.tensor(index)), values })];
  }
}
