/**
 * The deployed graph while it is being built. Tensors are numbered as the TensorFlow Lite converter does: inputs, then constants and
 * state, then activations, each in operator order. Until the end a tensor is a handle in one of three ranges, because the number of
 * constants is not known before.
 */
import type { Activation, DeployedGraph, DeployedOp, DeployedTensor, OpCode, OptionsByCode } from '../graph/deployed.ts';
import type { GraphNode, NodeId } from '../graph/graph.ts';
import { tensorBytes, type ElementType, type Shape, type TensorType } from '../graph/tensor.ts';
import type { Emitter } from '../ops/op.ts';
import { displayName } from '../ops/registry.ts';
import { raise } from '../ops/window.ts';

const CONSTANTS = 1 << 24;
const ACTIVATIONS = 1 << 25;

export class Deployment implements Emitter {
  readonly asFile: boolean;
  private readonly floatIo: boolean;
  private readonly inputs: DeployedTensor[] = [];
  private readonly constants: DeployedTensor[] = [];
  /** The node each of `constants` belongs to. */
  readonly owners: NodeId[] = [];
  private readonly activations: DeployedTensor[] = [];
  /** Every tensor's name starts with its node's and ends in a word of the operation's, which is ASCII. */
  asciiNames = true;
  private readonly ops: DeployedOp[] = [];
  /** RESHAPEs already emitted between the raised and the plain form of a value, both ways. */
  private readonly reshaped = new Map<number, number>();

  /** What the node being emitted brings along; see `enter` and `feed`. */
  private node: NodeId | undefined = undefined;
  private name = '';
  private readonly feedTensors: number[] = [];
  private readonly feedTypes: TensorType[] = [];
  inputCount = 0;
  private raisesInput = false;
  fused: Activation = 'NONE';
  folded = false;

  constructor(asFile: boolean, floatIo: boolean) {
    this.asFile = asFile;
    this.floatIo = floatIo;
  }

  /** Everything emitted from here on belongs to this node. `raisesInput`: a rank-3 network input is deployed as a height-1 image. */
  enter(node: GraphNode, fused: Activation, folded: boolean, raisesInput: boolean): void {
    this.node = node.id;
    this.name = displayName(node);
    // The two texts rather than the name joined from them, which would have to be flattened to be read.
    this.asciiNames &&= isAscii(node.name) && isAscii(node.id);
    this.fused = fused;
    this.folded = folded;
    this.raisesInput = raisesInput;
    this.inputCount = 0;
  }

  /** The next input of the node: the deployed tensor, and its type in the design. */
  feed(tensor: number, type: TensorType): void {
    this.feedTensors[this.inputCount] = tensor;
    this.feedTypes[this.inputCount++] = type;
  }

  get opCount(): number {
    return this.ops.length;
  }

  asIs(i: number): number {
    return this.feedTensors[i]!;
  }

  input(i: number): number {
    const tensor = this.feedTensors[i]!;
    const { shape } = this.feedTypes[i]!;
    return this.shapeOf(tensor).length === shape.length ? tensor : this.reshape(tensor, shape);
  }

  raised(i: number): number {
    const tensor = this.feedTensors[i]!;
    const { shape } = this.feedTypes[i]!;
    return shape.length !== 3 || this.shapeOf(tensor).length === 4 ? tensor : this.reshape(tensor, raise(shape));
  }

  isRaised(i: number): boolean {
    const tensor = this.feedTensors[i]!;
    const { shape } = this.feedTypes[i]!;
    return shape.length === 3 && this.shapeOf(tensor).length === 4;
  }

  rankOf(i: number): number {
    return this.feedTypes[i]!.shape.length;
  }

  graphInput(type: TensorType, quantized: boolean): number {
    const shape = this.raisesInput ? raise(type.shape) : type.shape;
    const convert = quantized && this.floatIo && type.type !== 'float32';
    const index = this.inputs.push(tensorOf(this.name, shape, convert ? 'float32' : type.type, 'activation')) - 1;
    if (!convert) return index;
    const quantizedInput = this.activation('quantized', shape, type.type);
    this.ops.push({ code: 'QUANTIZE', inputs: [index], outputs: [quantizedInput], options: {}, node: undefined });
    return quantizedInput;
  }

  /** What the outside reads of an output: with float32 io the value behind a DEQUANTIZE. */
  graphOutput(tensor: number): number {
    const { type, shape, name } = this.tensor(tensor);
    if (!this.floatIo || (type !== 'int8' && type !== 'int16')) return tensor;
    const output = this.push(this.activations, ACTIVATIONS, tensorOf(`${name}/float`, shape, 'float32', 'activation'));
    this.ops.push({ code: 'DEQUANTIZE', inputs: [tensor], outputs: [output], options: {}, node: undefined });
    return output;
  }

  shapeOf(tensor: number): Shape {
    return this.tensor(tensor).shape;
  }

  typeOf(tensor: number): ElementType {
    return this.tensor(tensor).type;
  }

  constant(name: string, shape: Shape, type: ElementType, scales?: number): number {
    return this.own(tensorOf(`${this.name}/${name}`, shape, type, 'constant', scales));
  }

  integers(name: string, values: readonly number[], shape: Shape = [values.length]): number {
    const bytes = tensorBytes(shape, 'int32');
    return this.own({ name: `${this.name}/${name}`, shape, type: 'int32', role: 'constant', bytes, scaleCount: 0, values });
  }

  variable(name: string, shape: Shape, type: ElementType): number {
    return this.own(tensorOf(`${this.name}/${name}`, shape, type, 'variable'));
  }

  activation(name: string, shape: Shape, type: ElementType, scales?: number): number {
    return this.push(this.activations, ACTIVATIONS, tensorOf(`${this.name}/${name}`, shape, type, 'activation', scales));
  }

  /** Takes over the arrays: `finish` renumbers them in place. */
  op<C extends OpCode>(
    code: C,
    inputs: readonly number[],
    outputs: readonly number[],
    options: OptionsByCode[C],
    intermediates?: readonly number[],
  ): DeployedOp {
    const { node } = this;
    const op = (
      intermediates === undefined ? { code, inputs, outputs, options, node } : { code, inputs, outputs, intermediates, options, node }
    ) as DeployedOp;
    this.ops.push(op);
    return op;
  }

  finish(outputs: readonly number[]): DeployedGraph {
    const firstActivation = this.inputs.length + this.constants.length;
    const final = (handle: number): number => {
      if (handle < CONSTANTS) return handle;
      return handle < ACTIVATIONS ? handle - CONSTANTS + this.inputs.length : handle - ACTIVATIONS + firstActivation;
    };
    for (const op of this.ops) {
      renumber(op.inputs as number[], final);
      renumber(op.outputs as number[], final);
      if (op.intermediates !== undefined) renumber(op.intermediates as number[], final);
    }
    const tensors = this.inputs.concat(this.constants, this.activations);
    return { tensors, ops: this.ops, inputs: this.inputs.map((_, i) => i), outputs: outputs.map(final) };
  }

  private own(tensor: DeployedTensor): number {
    this.owners.push(this.node ?? '');
    return this.push(this.constants, CONSTANTS, tensor);
  }

  private push(list: DeployedTensor[], base: number, tensor: DeployedTensor): number {
    return base + list.push(tensor) - 1;
  }

  private tensor(handle: number): DeployedTensor {
    if (handle < CONSTANTS) return this.inputs[handle]!;
    return handle < ACTIVATIONS ? this.constants[handle - CONSTANTS]! : this.activations[handle - ACTIVATIONS]!;
  }

  /** The value in its other form; emitted once, however many read it. */
  private reshape(tensor: number, shape: Shape): number {
    const known = this.reshaped.get(tensor);
    if (known !== undefined) return known;
    const output = this.activation('reshaped', shape, this.typeOf(tensor));
    this.op('RESHAPE', [tensor, this.integers('shape', shape)], [output], { newShape: shape });
    this.reshaped.set(tensor, output);
    return output;
  }
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

function renumber(handles: number[], final: (handle: number) => number): void {
  for (let i = 0; i < handles.length; i++) handles[i] = final(handles[i]!);
}

function tensorOf(name: string, shape: Shape, type: ElementType, role: DeployedTensor['role'], scales?: number): DeployedTensor {
  return { name, shape, type, role, bytes: tensorBytes(shape, type), scaleCount: scales ?? defaultScales(type) };
}

function defaultScales(type: ElementType): number {
  return type === 'int8' || type === 'uint8' || type === 'int16' || type === 'int4' ? 1 : 0;
}
