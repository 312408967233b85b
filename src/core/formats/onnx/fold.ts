/** Operators on constants, worked out while importing: shapes that an exporter computes step by step, and the like. */
import { elementCount, type Shape } from '../../graph/tensor.ts';
import { clampIndex } from './clamp-index.ts';
import { gathered, permuteValues } from '../permute-values.ts';
import type { OnnxNode, OnnxTensor } from './onnx-model.ts';

/** The most elements worked out for one constant. */
const MAX_FOLDED = 2 ** 22;

type Inputs = readonly (OnnxTensor | undefined)[];
type Fold = (inputs: Inputs, node: OnnxNode) => OnnxTensor | undefined;
type Values = OnnxTensor['values'];

/** The constant the node gives; undefined when it is not an operator that is worked out here, or not with these inputs. */
export function foldNode(node: OnnxNode, inputs: Inputs): OnnxTensor | undefined {
  const fold = node.domain === '' ? FOLDS[node.op] : undefined;
  const result = inputs.every((tensor) => tensor?.quantization === undefined) ? fold?.(inputs, node) : undefined;
  return result !== undefined && result.values.length === elementCount(result.shape) ? result : undefined;
}

const FOLDS: Readonly<Record<string, Fold>> = {
  Constant: (_, node) => constantOf(node),
  ConstantOfShape: ([shape], node) => shape && filled(Array.from(shape.values), node.attributes.get('value')?.tensor),
  Identity: ([tensor]) => tensor,
  Cast: ([tensor], node) => tensor && cast(tensor, node.attributes.get('to')?.int ?? 0),
  Shape: ([tensor]) => tensor && integers(tensor.shape),
  Reshape: ([tensor, shape]) => tensor && shape && reshaped(tensor, Array.from(shape.values)),
  Flatten: ([tensor], node) => tensor && flattened(tensor, node.attributes.get('axis')?.int ?? 1),
  Squeeze: ([tensor, axes], node) => tensor && squeezed(tensor, listOf(axes, node, 'axes')),
  Unsqueeze: ([tensor, axes], node) => tensor && unsqueezed(tensor, listOf(axes, node, 'axes') ?? []),
  Transpose: ([tensor], node) => tensor && transposed(tensor, node.attributes.get('perm')?.ints),
  Concat: (inputs, node) => joined(inputs, node.attributes.get('axis')?.int ?? 0),
  Gather: ([tensor, indices], node) => tensor && indices && taken(tensor, indices, node.attributes.get('axis')?.int ?? 0),
  Slice: ([tensor, starts, ends, axes, steps]) => tensor && starts && ends && cut(tensor, starts, ends, axes, steps),
  Expand: ([tensor, shape]) => tensor && shape && expanded(tensor, Array.from(shape.values)),
  Range: ([start, limit, step]) => start && limit && step && counted(start.values[0]!, limit.values[0]!, step.values[0]!, start),
  Neg: ([tensor]) => tensor && each(tensor, (value) => -value),
  Sqrt: ([tensor]) => tensor && each(tensor, Math.sqrt),
  Floor: ([tensor]) => tensor && each(tensor, Math.floor),
  Ceil: ([tensor]) => tensor && each(tensor, Math.ceil),
  Add: ([a, b]) => a && b && pairwise(a, b, (x, y) => x + y),
  Sub: ([a, b]) => a && b && pairwise(a, b, (x, y) => x - y),
  Mul: ([a, b]) => a && b && pairwise(a, b, (x, y) => x * y),
  Div: ([a, b]) => a && b && pairwise(a, b, a.type === 'float32' ? (x, y) => x / y : (x, y) => Math.trunc(x / y)),
  Pow: ([a, b]) => a && b && pairwise(a, b, (x, y) => x ** y),
  Equal: ([a, b]) => a && b && ({ ...pairwise(a, b, (x, y) => (x === y ? 1 : 0)), type: 'bool' } as OnnxTensor),
  Where: ([condition, a, b]) => condition && a && b && chosen(condition, a, b),
};

function integers(list: readonly number[]): OnnxTensor {
  return { shape: [list.length], type: 'int64', values: Float64Array.from(list) };
}

function constantOf({ attributes }: OnnxNode): OnnxTensor | undefined {
  const tensor = attributes.get('value')?.tensor;
  if (tensor !== undefined) return tensor;
  const float = attributes.get('value_float')?.float;
  if (float !== undefined) return { shape: [], type: 'float32', values: Float32Array.of(float) };
  const int = attributes.get('value_int')?.int;
  if (int !== undefined) return { shape: [], type: 'int64', values: Float64Array.of(int) };
  const floats = attributes.get('value_floats')?.floats;
  if (floats !== undefined) return { shape: [floats.length], type: 'float32', values: Float32Array.from(floats) };
  const ints = attributes.get('value_ints')?.ints;
  return ints === undefined ? undefined : integers(ints);
}

function isSmall(shape: Shape): boolean {
  return shape.length <= 8 && shape.every((size) => size >= 0) && elementCount(shape) <= MAX_FOLDED;
}

function filled(shape: Shape, value: OnnxTensor | undefined): OnnxTensor | undefined {
  if (!isSmall(shape)) return undefined;
  const one = value ?? { shape: [1], type: 'float32', values: Float32Array.of(0) };
  return { shape, type: one.type, values: gathered(one.values, new Int32Array(elementCount(shape))) };
}

/** Casts between numbers; float16 and double stay float32 here. */
function cast(tensor: OnnxTensor, to: number): OnnxTensor | undefined {
  const { shape, values } = tensor;
  if (to === 1 || to === 10 || to === 11) return { shape, type: 'float32', values: Float32Array.from(values) };
  if (to === 7) return { shape, type: 'int64', values: Float64Array.from(values, Math.trunc) };
  if (to === 6) return { shape, type: 'int32', values: Int32Array.from(values) };
  return to === 9 ? { shape, type: 'bool', values: Uint8Array.from(values, (value) => (value === 0 ? 0 : 1)) } : undefined;
}

function reshaped(tensor: OnnxTensor, wanted: Shape): OnnxTensor {
  const sizes = wanted.map((size, i) => (size === 0 ? (tensor.shape[i] ?? 0) : size));
  const known = elementCount(sizes.filter((size) => size >= 0));
  return { ...tensor, shape: sizes.map((size) => (size < 0 ? tensor.values.length / known : size)) };
}

function flattened(tensor: OnnxTensor, axis: number): OnnxTensor {
  const place = axis < 0 ? axis + tensor.shape.length : axis;
  return { ...tensor, shape: [elementCount(tensor.shape.slice(0, place)), elementCount(tensor.shape.slice(place))] };
}

function listOf(tensor: OnnxTensor | undefined, { attributes }: OnnxNode, name: string): readonly number[] | undefined {
  const ints = attributes.get(name)?.ints;
  return ints !== undefined && ints.length > 0 ? ints : tensor && Array.from(tensor.values);
}

function squeezed(tensor: OnnxTensor, axes: readonly number[] | undefined): OnnxTensor {
  const gone = axes?.map((axis) => (axis < 0 ? axis + tensor.shape.length : axis));
  return { ...tensor, shape: tensor.shape.filter((size, i) => (gone === undefined ? size !== 1 : !gone.includes(i))) };
}

function unsqueezed(tensor: OnnxTensor, axes: readonly number[]): OnnxTensor | undefined {
  const rank = tensor.shape.length + axes.length;
  const places = new Set(axes.map((axis) => (axis < 0 ? axis + rank : axis)));
  const rest = [...tensor.shape];
  return rank > 8 ? undefined : { ...tensor, shape: Array.from({ length: rank }, (_, i) => (places.has(i) ? 1 : (rest.shift() ?? 1))) };
}

function transposed(tensor: OnnxTensor, perm: readonly number[] | undefined): OnnxTensor | undefined {
  const order = perm ?? tensor.shape.map((_, i) => tensor.shape.length - 1 - i);
  const isOrder = order.length === tensor.shape.length && tensor.shape.every((_, i) => order.includes(i));
  if (!isOrder) return undefined;
  return { ...tensor, shape: order.map((axis) => tensor.shape[axis]!), values: permuteValues(tensor.values, tensor.shape, order) };
}

/** Vectors one behind the other: what computed shapes are made of. */
function joined(inputs: Inputs, axis: number): OnnxTensor | undefined {
  const [first] = inputs;
  if (first === undefined || (axis !== 0 && first.shape.length !== 1)) return undefined;
  if (!inputs.every((tensor) => tensor?.type === first.type && tensor.shape.slice(1).join() === first.shape.slice(1).join()))
    return undefined;
  const parts = inputs as readonly OnnxTensor[];
  const shape = [parts.reduce((sum, { shape: sizes }) => sum + (sizes[0] ?? 0), 0), ...first.shape.slice(1)];
  if (!isSmall(shape)) return undefined;
  return {
    ...first,
    shape,
    values: gathered(first.values, new Int32Array(elementCount(shape))).map((_, i) => valueIn(parts, i)) as Values,
  };
}

function valueIn(parts: readonly OnnxTensor[], at: number): number {
  let rest = at;
  for (const { values } of parts) {
    if (rest < values.length) return values[rest]!;
    rest -= values.length;
  }
  return 0;
}

function taken(tensor: OnnxTensor, indices: OnnxTensor, axis: number): OnnxTensor | undefined {
  const place = axis < 0 ? axis + tensor.shape.length : axis;
  const size = tensor.shape[place];
  if (size === undefined) return undefined;
  const rows = Array.from(indices.values, (index) => (index < 0 ? index + size : index));
  const shape = tensor.shape.toSpliced(place, 1, ...indices.shape);
  if (!isSmall(shape) || !rows.every((row) => row >= 0 && row < size)) return undefined;
  const inner = elementCount(tensor.shape.slice(place + 1));
  const order = Int32Array.from({ length: elementCount(shape) }, (_, i) => {
    const outer = Math.floor(i / (inner * rows.length));
    return (outer * size + rows[Math.floor(i / inner) % rows.length]!) * inner + (i % inner);
  });
  return { ...tensor, shape, values: gathered(tensor.values, order) };
}

/** A slice along one dimension. */
function cut(tensor: OnnxTensor, starts: OnnxTensor, ends: OnnxTensor, axes?: OnnxTensor, steps?: OnnxTensor): OnnxTensor | undefined {
  const axis = axes?.values[0] ?? 0;
  const place = axis < 0 ? axis + tensor.shape.length : axis;
  const size = tensor.shape[place];
  const step = steps?.values[0] ?? 1;
  if (starts.values.length !== 1 || size === undefined || !Number.isInteger(step) || step === 0) return undefined;
  const begin = clampIndex(starts.values[0]!, size, step);
  const count = Math.max(0, Math.ceil((clampIndex(ends.values[0] ?? size, size, step) - begin) / step));
  const indices = Float64Array.from({ length: Math.min(count, size) }, (_, i) => begin + i * step);
  return taken(tensor, { shape: [indices.length], type: 'int64', values: indices }, place);
}

function expanded(tensor: OnnxTensor, shape: Shape): OnnxTensor | undefined {
  return isSmall(shape)
    ? pairwise(tensor, { shape, type: tensor.type, values: new Float32Array(elementCount(shape)) }, (x) => x)
    : undefined;
}

function counted(start: number, limit: number, step: number, like: OnnxTensor): OnnxTensor | undefined {
  const count = Math.max(0, Math.ceil((limit - start) / step));
  if (!(count <= MAX_FOLDED)) return undefined;
  const values = gathered(like.values, new Int32Array(count));
  values.forEach((_, i) => (values[i] = start + i * step));
  return { shape: [count], type: like.type, values };
}

function each(tensor: OnnxTensor, map: (value: number) => number): OnnxTensor {
  const values = tensor.values.slice();
  values.forEach((value, i) => (values[i] = map(value)));
  return { ...tensor, values };
}

/** Of two tensors broadcast to one shape, in the first one's type. */
function pairwise(a: OnnxTensor, b: OnnxTensor, map: (x: number, y: number) => number): OnnxTensor | undefined {
  const rank = Math.max(a.shape.length, b.shape.length);
  const sizes = (tensor: OnnxTensor): number[] => [...new Array<number>(rank - tensor.shape.length).fill(1), ...tensor.shape];
  const [left, right] = [sizes(a), sizes(b)];
  if (left.some((size, i) => size !== right[i] && size !== 1 && right[i] !== 1)) return undefined;
  const shape = left.map((size, i) => (size === 1 ? right[i]! : size));
  if (!isSmall(shape)) return undefined;
  const values = gathered(a.values, new Int32Array(elementCount(shape)));
  const [fromA, fromB] = [broadcastOrder(left, shape), broadcastOrder(right, shape)];
  values.forEach((_, i) => (values[i] = map(a.values[fromA[i]!]!, b.values[fromB[i]!]!)));
  return { ...a, shape, values };
}

/** For each value of the broadcast shape, the place it comes from. */
function broadcastOrder(sizes: Shape, shape: Shape): Int32Array {
  const order = new Int32Array(elementCount(shape));
  for (let i = 0; i < order.length; i++) {
    let rest = i;
    let stride = 1;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      if (sizes[axis] !== 1) order[i]! += (rest % shape[axis]!) * stride;
      rest = Math.floor(rest / shape[axis]!);
      stride *= sizes[axis]!;
    }
  }
  return order;
}

function chosen(condition: OnnxTensor, a: OnnxTensor, b: OnnxTensor): OnnxTensor | undefined {
  if (condition.values.length !== a.values.length || a.values.length !== b.values.length) return undefined;
  const values = a.values.slice();
  values.forEach((value, i) => (values[i] = condition.values[i] === 0 ? b.values[i]! : value));
  return { ...a, values };
}
