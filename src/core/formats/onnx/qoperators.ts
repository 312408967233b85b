/**
 * Operators on integers (QLinearConv and the like) written out: a DequantizeLinear for each quantised input, the operator itself, and a
 * QuantizeLinear. The importer then knows one form only. ONNX has QLinearConv and QLinearMatMul; the others are ONNX Runtime's
 * (com.microsoft), which its static quantisation writes.
 */
import type { OnnxAttribute, OnnxModel, OnnxNode, OnnxTensor } from './onnx-model.ts';

/** Where an operator keeps what; each quantised value stands with its scale and its zero point behind it. */
interface Form {
  readonly op: string;
  /** Positions of values among the inputs. */
  readonly values: readonly number[];
  /** Position of the output's scale; its zero point follows. */
  readonly output: number;
  /** Position of an int32 bias whose scale is the product of the first two values'. */
  readonly bias?: number;
}

const FORMS: Readonly<Record<string, Form>> = {
  QLinearConv: { op: 'Conv', values: [0, 3], output: 6, bias: 8 },
  QLinearMatMul: { op: 'MatMul', values: [0, 3], output: 6 },
  QGemm: { op: 'Gemm', values: [0, 3], bias: 6, output: 7 },
  QLinearAdd: { op: 'Add', values: [0, 3], output: 6 },
  QLinearMul: { op: 'Mul', values: [0, 3], output: 6 },
  QLinearGlobalAveragePool: { op: 'GlobalAveragePool', values: [0], output: 3 },
  QLinearAveragePool: { op: 'AveragePool', values: [0], output: 3 },
  QLinearReduceMean: { op: 'ReduceMean', values: [0], output: 3 },
  QLinearSigmoid: { op: 'Sigmoid', values: [0], output: 3 },
  QLinearLeakyRelu: { op: 'LeakyRelu', values: [0], output: 3 },
  QLinearSoftmax: { op: 'Softmax', values: [0], output: 3 },
};

/** The nodes and constants with no QLinear operator among them, but for uses that cannot be written out. */
export function withoutQOperators(model: OnnxModel): OnnxModel {
  if (!model.nodes.some(isQOperator)) return model;
  const constants = new Map(model.constants);
  const nodes = model.nodes.flatMap((node) => (isQOperator(node) ? writtenOut(node, constants) : [node]));
  return { ...model, nodes, constants };
}

function isQOperator({ op, domain, attributes }: OnnxNode): boolean {
  const isKnown = Object.hasOwn(FORMS, op) || op === 'QLinearConcat';
  return isKnown && (domain === '' || domain === 'com.microsoft') && attributes.get('channels_last')?.int !== 1;
}

function writtenOut(node: OnnxNode, constants: Map<string, OnnxTensor>): readonly OnnxNode[] {
  const form = node.op === 'QLinearConcat' ? concatForm(node) : FORMS[node.op]!;
  const [output = ''] = node.outputs;
  const real = (i: number): string => `${output}/real${i}`;
  const before = form.values.map((at, i) => dequantize(node.inputs.slice(at, at + 3), real(i), i === 1 ? weightAxis(form, node) : 0));
  const names = form.values.map((_, i) => real(i));
  const bias = form.bias === undefined ? '' : (node.inputs[form.bias] ?? '');
  if (bias !== '') {
    const scale = biasScale(node, form, constants, `${output}/bias_scale`);
    before.push(dequantize([bias, scale], real(names.length), 0));
    names.push(real(names.length));
  }
  const isReal = (node.inputs[form.output] ?? '') === '';
  const result = isReal ? output : `${output}/real`;
  const core: OnnxNode = { ...node, op: form.op, domain: '', inputs: names, outputs: [result] };
  return isReal
    ? [...before, core]
    : [...before, core, step('QuantizeLinear', [result, ...node.inputs.slice(form.output, form.output + 2)], output, 0)];
}

/** Inputs: the output's scale and zero point, then value, scale and zero point of each part. */
function concatForm(node: OnnxNode): Form {
  const count = Math.floor((node.inputs.length - 2) / 3);
  return { op: 'Concat', values: Array.from({ length: count }, (_, i) => 2 + 3 * i), output: 0 };
}

/** Kernels of a convolution have a scale for each row, matrices one for each column. */
function weightAxis({ op }: Form, { attributes }: OnnxNode): number {
  const byColumn = op === 'MatMul' || (op === 'Gemm' && (attributes.get('transB')?.int ?? 0) === 0);
  return byColumn ? 1 : 0;
}

function dequantize(inputs: readonly string[], output: string, axis: number): OnnxNode {
  return step('DequantizeLinear', inputs, output, axis);
}

function step(op: string, inputs: readonly string[], output: string, axis: number): OnnxNode {
  const attribute: OnnxAttribute = { int: axis, floats: [], ints: [], texts: [], isOther: false };
  return { op, domain: '', name: output, inputs, outputs: [output], attributes: new Map([['axis', attribute]]) };
}

/** A constant with the product of the two scales; "" when they are not constant, which the importer then refuses. */
function biasScale({ inputs }: OnnxNode, { values }: Form, constants: Map<string, OnnxTensor>, name: string): string {
  const [a, b] = values.map((at) => constants.get(inputs[at + 1] ?? ''));
  if (a === undefined || b === undefined) return '';
  const product = Float32Array.from(b.values, (scale) => scale * a.values[0]!);
  constants.set(name, { shape: b.shape, type: 'float32', values: product });
  return name;
}
