/** Operators on values one by one: in whatever order of dimensions their operands were made. */
import type { DeployedOp } from '../../graph/deployed.ts';
import { float, int } from './attributes.ts';
import { activated, hardSwish } from './emit-activation.ts';
import { CHANNELS_FIRST, type Exporter } from './exporter.ts';
import { samePerm } from './layout.ts';

type OpOf<C extends DeployedOp['code']> = Extract<DeployedOp, { code: C }>;

const BINARY = { ADD: 'Add', SUB: 'Sub', MUL: 'Mul', MINIMUM: 'Min', MAXIMUM: 'Max' } as const;

export function emitBinary(exporter: Exporter, op: OpOf<keyof typeof BINARY>): void {
  const output = op.outputs[0]!;
  const order = exporter.commonOrder(op.inputs);
  const isFirst = samePerm(order, CHANNELS_FIRST);
  const operands = op.inputs.map((input) => (isFirst ? exporter.real(input, order) : exporter.real(input)));
  const result = exporter.node(BINARY[op.code], operands);
  const activation = 'activation' in op.options ? op.options.activation : 'NONE';
  exporter.give(output, activated(exporter, activation, result), isFirst ? order : undefined);
}

type Unary = OpOf<'LOGISTIC' | 'TANH' | 'RELU' | 'RELU6' | 'LEAKY_RELU' | 'HARD_SWISH'>;

export function emitUnary(exporter: Exporter, op: Unary): void {
  const [input] = op.inputs as [number];
  const order = exporter.orderOf(input);
  exporter.give(op.outputs[0]!, unary(exporter, op, exporter.real(input, order)), order);
}

function unary(exporter: Exporter, op: Unary, value: string): string {
  if (op.code === 'LOGISTIC') return exporter.node('Sigmoid', [value]);
  if (op.code === 'LEAKY_RELU') return exporter.node('LeakyRelu', [value], { alpha: float(op.options.alpha) });
  return op.code === 'HARD_SWISH' ? hardSwish(exporter, value) : activated(exporter, op.code, value);
}

const FUSED_SOFTMAX =
  "ONNX Runtime's own int8 softmax, which its graph optimisations put in, wraps round where a probability reaches 1: run it with them disabled.";

/** Over the last dimension of the file. */
export function emitSoftmax(exporter: Exporter, op: OpOf<'SOFTMAX'>): void {
  const [input] = op.inputs as [number];
  const order = exporter.orderOf(input);
  const { beta } = op.options;
  if (exporter.isQuantized(input)) exporter.notes.add(FUSED_SOFTMAX);
  const value = exporter.real(input, order);
  const scaled = beta === 1 ? value : exporter.node('Mul', [value, exporter.scalar('beta', beta)]);
  exporter.give(op.outputs[0]!, exporter.node('Softmax', [scaled], { axis: int(order.indexOf(order.length - 1)) }), order);
}

/** QUANTIZE, also from one scale to another. */
export function emitQuantize(exporter: Exporter, op: OpOf<'QUANTIZE'>): void {
  const [input] = op.inputs as [number];
  const order = exporter.orderOf(input);
  exporter.give(op.outputs[0]!, exporter.real(input, order), order);
}

/** DEQUANTIZE: a value of its own, since outputs of the network may be it. */
export function emitDequantize(exporter: Exporter, op: OpOf<'DEQUANTIZE'>): void {
  const [input] = op.inputs as [number];
  const order = exporter.orderOf(input);
  exporter.give(op.outputs[0]!, exporter.node('Identity', [exporter.real(input, order)]), order);
}
