/** Models of a few operators written out by hand, for tests of what runs them. */
import type { DeployedGraph, DeployedOp, DeployedTensor } from '../core/graph/deployed.ts';
import { tensorBytes } from '../core/graph/tensor.ts';
import type { ElementType, Shape } from '../core/graph/tensor.ts';
import type { Interpreter } from '../core/quant/interpreter.ts';
import { createInterpreter } from '../core/quant/interpreter.ts';
import type { DeployedModel } from '../core/quant/memory.ts';

/** A tensor: with `data` a constant, else an activation unless `role` says variable. */
export interface TinyTensor {
  readonly shape: Shape;
  readonly type: ElementType;
  readonly scale?: number | readonly number[];
  readonly zero?: number;
  readonly axis?: number;
  readonly data?: readonly number[];
  readonly role?: DeployedTensor['role'];
}

type TinyOp = Pick<DeployedOp, 'code' | 'options' | 'inputs' | 'outputs'>;

const ARRAYS = { int8: Int8Array, uint8: Uint8Array, int16: Int16Array, int32: Int32Array, float32: Float32Array } as const;

function bytesOf({ type, data }: TinyTensor): Uint8Array | undefined {
  if (data === undefined) return undefined;
  if (type === 'int64') return new Uint8Array(BigInt64Array.from(data, BigInt).buffer);
  return new Uint8Array(ARRAYS[type as keyof typeof ARRAYS].from(data).buffer);
}

function tensorOf({ shape, type, scale, zero = 0, axis = 0, data, role }: TinyTensor, index: number): DeployedTensor {
  const scales = scale === undefined ? [] : [scale].flat();
  return {
    name: `t${index}`,
    shape,
    type,
    role: role ?? (data === undefined ? 'activation' : 'constant'),
    bytes: tensorBytes(shape, type),
    scaleCount: scales.length,
    ...(scales.length === 0 ? {} : { quantization: { scales, zeroPoints: scales.map(() => zero), axis } }),
  };
}

/** The operators in their order; inputs of the graph are activations that none writes, outputs those that none reads. */
export function tinyModel(tensors: readonly TinyTensor[], ...ops: readonly TinyOp[]): DeployedModel {
  const read = new Set(ops.flatMap((op) => op.inputs));
  const written = new Set(ops.flatMap((op) => op.outputs));
  const deployed = tensors.map(tensorOf);
  const activations = deployed.flatMap(({ role }, index) => (role === 'activation' ? [index] : []));
  const graph: DeployedGraph = {
    tensors: deployed,
    ops: ops.map((op) => ({ ...op, node: undefined }) as DeployedOp),
    inputs: activations.filter((index) => !written.has(index)),
    outputs: activations.filter((index) => !read.has(index)),
  };
  return { graph, data: tensors.map(bytesOf) };
}

export function openTiny(model: DeployedModel): Interpreter {
  const interpreter = createInterpreter(model);
  if (!interpreter.ok) throw new Error(interpreter.error.message);
  return interpreter.value;
}

/** Runs once; inputs and outputs as plain numbers. */
export function runTiny({ graph, run, tensor }: Interpreter, ...inputs: readonly (readonly number[])[]): number[][] {
  const given = inputs.map((values, i) => {
    const elements = tensor(graph.inputs[i]!).slice() as Int8Array;
    elements.set(values);
    return elements;
  });
  const outputs = run(given);
  if (!outputs.ok) throw new Error(outputs.error.message);
  return outputs.value.map((elements) => Array.from(elements, Number));
}

/** The one message a model is refused with, and where; undefined when it opens. */
export function refusalOf(model: DeployedModel): string | undefined {
  const interpreter = createInterpreter(model);
  return interpreter.ok ? undefined : `${interpreter.error.where}: ${interpreter.error.message}`;
}
