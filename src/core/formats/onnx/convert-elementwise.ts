/** Elementwise operators: activations, arithmetic with broadcasting, clipping, batch norm. */
import type { Weight } from '../../document/weights.ts';
import type { Params } from '../../graph/graph.ts';
import { elementCount, type Shape } from '../../graph/tensor.ts';
import { isFlow, unsupported, weightOf, type Flow, type Operand } from './importer.ts';
import { channelsLast, identity } from './layout.ts';
import { denseWithBias } from './convert-dense.ts';
import type { OnnxTensor } from './onnx-model.ts';
import { axisOf, floatOf, flowAt, intOf, neededConstant, scalarAt, type Site } from './site.ts';

export type UnaryOp = 'relu' | 'relu6' | 'leaky_relu' | 'hard_swish' | 'sigmoid' | 'tanh' | 'dropout';
type MergeOp = 'add' | 'sub' | 'mul' | 'minimum' | 'maximum';

/** One value to one value; a flattened value stays as it is. */
export function unary(site: Site, flow: Flow, op: UnaryOp, params: Params = {}): Flow {
  const result = site.importer.one(op, params, [flow], flow.perm, site.name);
  return flow.scramble === undefined ? result : { ...result, scramble: flow.scramble };
}

export function convertUnary(site: Site, op: UnaryOp, params: Params = {}): readonly Flow[] {
  const flow = flowAt(site, 0);
  const result = unary(site, flow, op, params);
  return [flow.quantized === undefined ? result : { ...result, quantized: flow.quantized }];
}

/** HardSigmoid: alpha x + beta clipped to 0..1. */
export function convertHardSigmoid(site: Site): readonly Flow[] {
  const flow = site.importer.straight(flowAt(site, 0));
  const scaled = withNumber(site, 'mul', flow, floatOf(site, 'alpha', 0.2));
  const shifted = withNumber(site, 'add', scaled, floatOf(site, 'beta', 0.5));
  return [clipped(site, shifted, 0, 1)];
}

/** HardSwish, and Mish-like products are written out elsewhere; Clip with the bounds that operations of ours have becomes one of them. */
export function convertClip(site: Site): readonly Flow[] {
  const low = scalarAt(site, 1, 'lower bound') ?? -Infinity;
  const high = scalarAt(site, 2, 'upper bound') ?? Infinity;
  const flow = flowAt(site, 0);
  if (low === 0 && high === 6) return [unary(site, flow, 'relu6')];
  if (low === 0 && high > 1e30) return [unary(site, flow, 'relu')];
  return [clipped(site, site.importer.straight(flow), low, high)];
}

function clipped(site: Site, flow: Flow, low: number, high: number): Flow {
  const raised = low > -1e30 ? withNumber(site, 'maximum', flow, low) : flow;
  return high < 1e30 ? withNumber(site, 'minimum', raised, high) : raised;
}

export function withNumber({ importer }: Site, op: MergeOp, flow: Flow, number: number): Flow {
  const constant = importer.constant({ shape: [1], type: 'float32', values: Float32Array.of(number) });
  return importer.one(op, {}, [flow, constant], flow.perm);
}

export function convertBinary(site: Site, op: MergeOp): readonly Operand[] {
  const [a, b] = [site.operands[0], site.operands[1]];
  if (op === 'add' && isFlow(a) && b !== undefined && !isFlow(b)) {
    const layer = denseWithBias(site, a, b, site.node.inputs[0]!);
    if (layer !== undefined) return [layer];
  }
  if (op === 'add' && isFlow(b) && a !== undefined && !isFlow(a)) {
    const layer = denseWithBias(site, b, a, site.node.inputs[1]!);
    if (layer !== undefined) return [layer];
  }
  return [merge(site, op, [operandAt(site, 0), operandAt(site, 1)], site.name)];
}

function operandAt(site: Site, i: number): Operand {
  return site.operands[i] ?? unsupported(`input ${i + 1} is missing`);
}

/** Sum, Min and Max of any number. */
export function convertVariadic(site: Site, op: MergeOp): readonly Operand[] {
  const all = site.operands.map((_, i) => operandAt(site, i));
  if (all.length === 1) return all;
  return [all.slice(1).reduce<Operand>((a, b, i) => merge(site, op, [a, b], i === all.length - 2 ? site.name : ''), all[0]!)];
}

/** Division by a constant; a quotient of two values is not an operation of ours. */
export function convertDiv(site: Site): readonly Operand[] {
  const divisor = neededConstant(site, 1, 'divisor');
  if (divisor.type !== 'float32') return unsupported('it divides integers');
  const inverse: OnnxTensor = { ...divisor, values: Float32Array.from(divisor.values, (value) => 1 / value) };
  return [merge(site, 'mul', [operandAt(site, 0), inverse], site.name)];
}

export function convertNegative(site: Site): readonly Operand[] {
  return [withNumber(site, 'mul', site.importer.straight(flowAt(site, 0)), -1)];
}

/** x^2 is a product. */
export function convertPower(site: Site): readonly Operand[] {
  if (scalarAt(site, 1, 'exponent') !== 2) return unsupported('its exponent is not 2');
  const flow = flowAt(site, 0);
  return [merge(site, 'mul', [flow, flow], site.name)];
}

/** Two values brought to one rank and order, then merged. */
function merge(site: Site, op: MergeOp, [a, b]: readonly [Operand, Operand], name: string): Flow {
  const { importer } = site;
  if (isFlow(a) && isFlow(b)) {
    if (a.scramble !== undefined && b.scramble !== undefined && sameScramble(a, b)) {
      return { ...importer.one(op, {}, [a, b], a.perm, name), scramble: a.scramble };
    }
    const [left, right] = sameRank(site, importer.straight(a), importer.straight(b));
    return importer.one(op, {}, [left, importer.inOrder(right, left.perm)], left.perm, name);
  }
  if (isFlow(a) && !isFlow(b)) return withConstant(site, op, a, b, name, false);
  if (isFlow(b) && !isFlow(a)) return withConstant(site, op, b, a, name, true);
  return unsupported('both of its inputs are constant');
}

function sameScramble(a: Flow, b: Flow): boolean {
  return a.scramble!.shape.join() === b.scramble!.shape.join() && a.scramble!.perm.join() === b.scramble!.perm.join();
}

/** The value of fewer dimensions gets leading ones, as broadcasting counts from the last. */
function sameRank({ importer }: Site, a: Flow, b: Flow): readonly [Flow, Flow] {
  if (a.shape.length === b.shape.length) return [a, b];
  const [low, high] = a.shape.length < b.shape.length ? [a, b] : [b, a];
  const plain = importer.plain(low);
  const shape = [...new Array<number>(high.shape.length - low.shape.length).fill(1), ...low.shape];
  const value = importer.reshape(plain, shape);
  const raised: Flow = { ...value, shape, perm: identity(shape.length) };
  return low === a ? [raised, high] : [high, raised];
}

function withConstant(site: Site, op: MergeOp, flow: Flow, constant: OnnxTensor, name: string, isFirst: boolean): Flow {
  const { importer } = site;
  const isOne = elementCount(constant.shape) === 1 && constant.shape.length <= flow.shape.length;
  const value = isOne ? flow : importer.straight(flow);
  if (constant.shape.length > value.shape.length) return unsupported('its constant has more dimensions than its input');
  const rank = value.shape.length;
  const shape: Shape = isOne ? [1] : [...new Array<number>(rank - constant.shape.length).fill(1), ...constant.shape];
  const shift = shape.length - constant.shape.length;
  const { quantization } = constant;
  const moved = quantization === undefined || isOne ? {} : { quantization: { ...quantization, axis: quantization.axis + shift } };
  const node = importer.constant({ ...constant, shape, ...moved }, isOne ? [0] : value.perm);
  const result = importer.one(op, {}, isFirst ? [node, value] : [value, node], value.perm, name);
  return value.scramble === undefined ? result : { ...result, scramble: value.scramble };
}

export function convertBatchNorm(site: Site): readonly Flow[] {
  if (intOf(site, 'training_mode', 0) !== 0 || site.node.outputs.filter((output) => output !== '').length > 1)
    return unsupported('it is in training mode');
  const flow = site.importer.channelsLast(flowAt(site, 0));
  const epsilon = floatOf(site, 'epsilon', 1e-5);
  const [gamma, beta, mean, variance] = ['scale', 'bias', 'mean', 'variance'].map((what, i): Weight => {
    const tensor = neededConstant(site, i + 1, what);
    return weightOf(tensor, tensor.values, [tensor.values.length], 0);
  }) as [Weight, Weight, Weight, Weight];
  return [site.importer.one('batch_norm', { epsilon }, [flow], flow.perm, site.name, { gamma, beta, mean, variance })];
}

/** Softmax over the last dimension of the design: others are moved there first. */
export function convertSoftmax(site: Site): readonly Flow[] {
  const flow = site.importer.straight(flowAt(site, 0));
  const axis = axisOf(intOf(site, 'axis', -1), flow.shape);
  const isLast = flow.perm.at(-1) === axis;
  const last = axis === 1 ? channelsLast(flow.shape.length) : [...identity(flow.shape.length).filter((each) => each !== axis), axis];
  const value = isLast ? flow : site.importer.inOrder(flow, last);
  return [site.importer.one('softmax', {}, [value], value.perm, site.name)];
}
