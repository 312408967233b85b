/** An ONNX model as a design graph with weights. What has no counterpart becomes a box, and is named; the rest opens. */
import { fail, ok, type Result } from '../../base/result.ts';
import { elementCount, type ElementType, type Shape, type TensorType } from '../../graph/tensor.ts';
import { AUTO_TYPE, type Built } from '../network-builder.ts';
import { opaqueParams } from '../opaque-node.ts';
import { CONVERTERS, ELEMENTWISE } from './converters.ts';
import { foldNode } from './fold.ts';
import { Importer, isFlow, unsupported, Unsupported, type Flow, type Operand } from './importer.ts';
import { channelsLast, identity, samePerm } from './layout.ts';
import { permuted } from '../permute-values.ts';
import type { OnnxModel, OnnxNode, OnnxTensor, OnnxType, OnnxValueInfo } from './onnx-model.ts';
import { withoutQOperators } from './qoperators.ts';
import type { Site } from './site.ts';

export interface Imported extends Built {
  /** What opened only as a box, a sentence each. */
  readonly notes: readonly string[];
  /** True when the model takes and gives floats around integers of its own. */
  readonly isQuantized: boolean;
  /** For each input and output, in the file's order: the file's dimension that each dimension of the design is. */
  readonly inputPerms: readonly (readonly number[])[];
  readonly outputPerms: readonly (readonly number[])[];
}

/** Fails only when nothing sensible can be opened: an input without a size, a model too large, or no output. */
export function importOnnx(model: OnnxModel): Result<Imported> {
  try {
    return new ModelImport(withoutQOperators(model)).run();
  } catch (error) {
    if (!(error instanceof Unsupported)) throw error;
    return fail(error.message);
  }
}

class ModelImport {
  private readonly model: OnnxModel;
  private readonly importer = new Importer();
  private readonly values = new Map<string, Operand>();
  private readonly readerCounts = new Map<string, number>();
  private readonly notes: string[] = [];

  constructor(model: OnnxModel) {
    this.model = model;
    for (const [name, tensor] of model.constants) this.values.set(name, tensor);
    const read = [...model.nodes.flatMap((node) => node.inputs), ...model.outputs.map(({ name }) => name)];
    for (const name of read) this.readerCounts.set(name, (this.readerCounts.get(name) ?? 0) + 1);
  }

  run(): Result<Imported> {
    const { inputs, outputs, constants, nodes } = this.model;
    const open = inputs.filter(({ name }) => !constants.has(name));
    const inputFlows = open.map((info) => this.input(info));
    for (const node of nodes) this.convert(node);
    const outputFlows = outputs.map(({ name }) => this.output(name));
    const built = this.importer.builder.finish(outputFlows.map(({ ref }) => ref));
    if (!built.ok) return built;
    return ok({
      ...built.value,
      notes: this.notes,
      isQuantized: built.value.weights.activations.size > 0,
      inputPerms: inputFlows.map(({ perm }) => perm),
      outputPerms: outputFlows.map(({ perm }) => perm),
    });
  }

  private input(info: OnnxValueInfo): Flow {
    const shape = fixedShape(info);
    const perm = readAsChannelsFirst(this.model, info.name, shape.length) ? channelsLast(shape.length) : identity(shape.length);
    const [batch = 1, ...inner] = permuted(shape, perm);
    const type = inputType(info);
    const params = inner.length > 0 ? { shape: inner, batch, type } : { shape: [...shape], batch: 0, type };
    const flow = this.importer.one('input', params, [], perm, info.name);
    this.values.set(info.name, flow);
    return flow;
  }

  /** Outputs are handed out in the file's order of dimensions, or channels-last. */
  private output(name: string): Flow {
    const operand = this.values.get(name);
    if (operand === undefined) return unsupported(`nothing gives the output "${name}"`);
    if (!isFlow(operand)) return this.importer.constant(operand, undefined, name);
    const flow = this.importer.straight(operand);
    const isUsual = [identity, channelsLast].some((usual) => samePerm(flow.perm, usual(flow.perm.length)));
    return isUsual ? flow : this.importer.plain(flow);
  }

  private convert(node: OnnxNode): void {
    const operands = node.inputs.map((name) => (name === '' ? undefined : this.values.get(name)));
    const missing = node.inputs.find((name, i) => name !== '' && operands[i] === undefined);
    if (missing !== undefined) return void unsupported(`the node ${labelOf(node)} reads "${missing}", which nothing before it gives`);
    const constant = this.folded(node, operands);
    const outputs = constant === undefined ? this.converted(node, operands) : [constant];
    node.outputs.forEach((name, i) => {
      if (name !== '' && outputs[i] !== undefined) this.values.set(name, outputs[i]);
    });
  }

  private folded(node: OnnxNode, operands: readonly (Operand | undefined)[]): OnnxTensor | undefined {
    const [first] = operands;
    if (node.op === 'Shape' && isFlow(first)) return shapeOf(node, first.shape);
    if (node.op === 'Size' && isFlow(first)) return { shape: [], type: 'int64', values: Float64Array.of(elementCount(first.shape)) };
    return operands.some(isFlow) ? undefined : foldNode(node, operands as readonly (OnnxTensor | undefined)[]);
  }

  private converted(node: OnnxNode, operands: readonly (Operand | undefined)[]): readonly Operand[] {
    const converter = node.domain === '' ? CONVERTERS[node.op] : undefined;
    if (converter === undefined) return this.box(node, operands, 'is not an operator known here');
    const name = node.name === '' ? (node.outputs[0] ?? '') : node.name;
    const site: Site = { node, importer: this.importer, name, operands, readers: (value) => this.readerCounts.get(value) ?? 0 };
    try {
      return complete(site, converter(site));
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      return this.box(node, operands, `cannot be read: ${error.message}`);
    }
  }

  /** An opaque node: constants are counted, values of the network come in ONNX's order, or as they are where each is taken by itself. */
  private box(node: OnnxNode, operands: readonly (Operand | undefined)[], why: string): readonly Operand[] {
    const { importer } = this;
    const given = operands.filter((operand) => operand !== undefined);
    const first = given.find(isFlow);
    const keepsOrder = ELEMENTWISE.has(node.op) && first !== undefined;
    const inputs = given.map((operand) =>
      isFlow(operand) ? (keepsOrder ? importer.straight(operand) : importer.plain(operand)) : operand,
    );
    const like = inputs.find(isFlow);
    const outputs = node.outputs.map((name): TensorType => this.boxType(name, like));
    const perm = keepsOrder ? like!.perm : undefined;
    const known = node.outputs.some((name) => this.infoOf(name)?.shape !== undefined) || keepsOrder;
    const types = inputs.map((operand) => (isFlow(operand) ? 'in' : { shape: operand.shape, type: elementType(operand.type) }));
    const params = opaqueParams(opName(node), keepsOrder ? [like!.type] : outputs, types);
    this.notes.push(
      `${opName(node)} ${labelOf(node)} ${why}; it is kept as a box${known ? '' : ', and the size of its output is a guess'}.`,
    );
    return importer.add('opaque', params, inputs.filter(isFlow), perm, node.name === '' ? (node.outputs[0] ?? '') : node.name);
  }

  private infoOf(name: string): OnnxValueInfo | undefined {
    return this.model.infos.get(name) ?? this.model.outputs.find((output) => output.name === name);
  }

  /** What the file says of the value; else the type of the box's first input. */
  private boxType(name: string, like: Flow | undefined): TensorType {
    const info = this.infoOf(name);
    const type = info?.type === undefined ? (like?.type.type ?? AUTO_TYPE) : elementType(info.type);
    const shape = info?.shape?.map((size, i) => (typeof size === 'number' && size > 0 ? size : (like?.shape[i] ?? 1)));
    return { type, shape: shape ?? like?.shape ?? [1] };
  }
}

/** Outputs that something reads must be there. */
function complete({ node, readers }: Site, outputs: readonly Operand[]): readonly Operand[] {
  const lacking = node.outputs.findIndex((name, i) => name !== '' && outputs[i] === undefined && readers(name) > 0);
  return lacking < 0 ? outputs : unsupported(`its output ${lacking + 1} is asked for`);
}

function opName({ op, domain }: OnnxNode): string {
  return domain === '' ? op : `${domain}.${op}`;
}

function labelOf({ name, outputs }: OnnxNode): string {
  return `"${(name === '' ? (outputs[0] ?? '') : name).slice(0, 100)}"`;
}

function shapeOf({ attributes }: OnnxNode, shape: Shape): OnnxTensor {
  const sizes = shape.slice(attributes.get('start')?.int ?? 0, attributes.get('end')?.int);
  return { shape: [sizes.length], type: 'int64', values: Float64Array.from(sizes) };
}

/** An open batch is 1; any other open dimension is a refusal. */
function fixedShape({ name, shape }: OnnxValueInfo): Shape {
  if (shape === undefined) return unsupported(`the input "${name}" has no shape`);
  return shape.map((size, i) => {
    if (typeof size === 'number' && size > 0) return size;
    if (i === 0) return 1;
    const open = typeof size === 'string' ? ` ("${size}")` : '';
    return unsupported(`the input "${name}" has no fixed size in dimension ${i}${open}; export the model with the size it is to run at`);
  });
}

function inputType({ name, type }: OnnxValueInfo): string {
  if (type === 'float32' || type === 'int8' || type === 'uint8') return 'auto';
  if (type === 'int32' || type === 'int64') return 'int32';
  if (type === 'int16' || type === 'bool') return type;
  return unsupported(`the input "${name}" is of type ${type ?? 'unknown'}, which no input here can have`);
}

function elementType(type: OnnxType): ElementType {
  if (type === 'float32' || type === 'uint8') return AUTO_TYPE;
  return type === 'int64' ? 'int32' : type;
}

const CHANNELS_FIRST = new Set(
  'Conv ConvTranspose MaxPool AveragePool GlobalAveragePool GlobalMaxPool BatchNormalization DepthToSpace SpaceToDepth Resize QLinearConv'.split(
    ' ',
  ),
);
/** Operators that do not care which dimension holds the channels. */
const INDIFFERENT = new Set(
  'Relu Clip LeakyRelu Sigmoid Tanh Pad Add Sub Mul Div QuantizeLinear DequantizeLinear Identity Cast Dropout'.split(' '),
);

/** True when what first acts on the input's dimensions takes the second for channels. */
function readAsChannelsFirst({ nodes }: OnnxModel, input: string, rank: number): boolean {
  if (rank !== 3 && rank !== 4) return false;
  const reached = new Set([input]);
  for (const node of nodes) {
    if (!reached.has(node.inputs[0] ?? '') && !node.inputs.some((name) => reached.has(name))) continue;
    if (CHANNELS_FIRST.has(node.op)) return true;
    if (!INDIFFERENT.has(node.op)) return false;
    for (const output of node.outputs) reached.add(output);
  }
  return false;
}
