/** The arrays of a model's tensors, all in one block of memory. */
import { fail, ok } from '../base/result.ts';
import type { Result } from '../base/result.ts';
import type { DeployedGraph, DeployedTensor } from '../graph/deployed.ts';
import { shapeText } from '../graph/tensor.ts';
import type { Elements } from './elements.ts';
import { bytesOf, decodeElements, entryBytes, hasElements, PACKED, viewElements } from './elements.ts';

/** A graph with the contents of its constants by tensor index, little-endian: what a .tflite read gives. */
export interface DeployedModel {
  readonly graph: DeployedGraph;
  readonly data: readonly (Uint8Array | undefined)[];
}

/** What all tensors together may take. */
const MAX_MEMORY_BYTES = 2 ** 28;
const ALIGNMENT = 16;

export interface Memory {
  /** By tensor index; undefined for a tensor that no operator touches and whose type has no elements. */
  readonly elements: readonly (Elements | undefined)[];
  /** Variables as before the first run: int8 at the zero point, others at 0. */
  readonly reset: () => void;
}

/** Lays the tensors out, fills the constants and resets the variables; fails when a tensor cannot be held or a constant has no contents. */
export function createMemory({ graph, data }: DeployedModel): Result<Memory> {
  const used = new Set([...graph.inputs, ...graph.outputs, ...graph.ops.flatMap((op) => [...op.inputs, ...op.outputs])]);
  const problem = graph.tensors.map((tensor, i) => (used.has(i) ? checkTensor(tensor, i, data[i]) : undefined)).find(Boolean);
  if (problem !== undefined) return problem;
  const { offsets, total } = layOut(graph.tensors);
  if (total > MAX_MEMORY_BYTES) return fail(`The tensors take ${total} bytes; at most ${MAX_MEMORY_BYTES} can be held`);
  const block = new ArrayBuffer(total);
  const elements = graph.tensors.map(({ shape, type }, i) => viewElements(block, offsets[i]!, shape, type));
  graph.tensors.forEach((tensor, i) => fillConstant(elements[i], tensor, data[i]));
  const reset = (): void => graph.tensors.forEach((tensor, i) => resetVariable(elements[i], tensor));
  reset();
  return ok({ elements, reset });
}

function checkTensor(tensor: DeployedTensor, index: number, data: Uint8Array | undefined): Result<never> | undefined {
  const { name, type, shape, role, bytes } = tensor;
  const where = `tensor ${index}`;
  const label = name === '' ? `Tensor ${index}` : `Tensor ${index} "${name}"`;
  if (!hasElements(type) || (role !== 'constant' && PACKED.has(type)))
    return fail(`${label} is of type ${type}, which cannot be run here`, where);
  if (role !== 'constant' || entryBytes(shape, type) === 0) return undefined;
  if (data === undefined && tensor.values === undefined)
    return fail(`${label} is a constant of ${shapeText(shape)} without contents`, where);
  if (data !== undefined && data.length < bytes) return fail(`${label} holds ${data.length} bytes of data in place of ${bytes}`, where);
  return undefined;
}

function layOut(tensors: readonly DeployedTensor[]): { offsets: number[]; total: number } {
  let total = 0;
  const offsets = tensors.map(({ shape, type }) => {
    const offset = total;
    total += Math.ceil(entryBytes(shape, type) / ALIGNMENT) * ALIGNMENT;
    return offset;
  });
  return { offsets, total };
}

function fillConstant(elements: Elements | undefined, { role, type, values }: DeployedTensor, data: Uint8Array | undefined): void {
  if (elements === undefined || role !== 'constant') return;
  if (data !== undefined) decodeElements(elements, data, type);
  else if (values !== undefined) fillValues(elements, values);
}

function fillValues(elements: Elements, values: readonly number[]): void {
  const isBig = elements instanceof BigInt64Array || elements instanceof BigUint64Array;
  values.slice(0, elements.length).forEach((value, i) => {
    if (isBig) elements[i] = BigInt(value);
    else elements[i] = value;
  });
}

function resetVariable(elements: Elements | undefined, { role, type, quantization }: DeployedTensor): void {
  if (elements === undefined || role !== 'variable') return;
  bytesOf(elements).fill(type === 'int8' ? (quantization?.zeroPoints[0] ?? 0) : 0);
}
