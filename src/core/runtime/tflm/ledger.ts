/** What a kernel tells about its memory, and how it tells it. */
import type { DeployedGraph, DeployedOp, DeployedTensor, OpCode } from '../../graph/deployed.ts';
import type { Fields } from './structs.ts';
import type { Target } from './target.ts';

/** What a kernel's Prepare may ask of TFLM's MicroAllocator, in the order it asks. */
export interface Ledger {
  /** A TfLiteTensor and its quantisation, kept until Prepare ends; -1 or undefined is an optional tensor left out. */
  temp(tensor: number | undefined): void;
  /** Bytes kept for good, aligned to 16. */
  persist(bytes: number, what: string): void;
  /** Bytes in the planned part while the operator runs. */
  scratch(bytes: number, what: string): void;
}

/** An operator of one code. */
export type OpOfCode<C extends OpCode> = Extract<DeployedOp, { readonly code: C }>;

/** The record Init allocates with each kernel set; undefined when there is none. */
export interface OpData {
  readonly reference: Fields | undefined;
  readonly cmsisNn: Fields | undefined;
}

/** How one operator kind uses memory: the records TFLM makes for it, and what its Prepare asks for. */
export interface Kernel<C extends OpCode> {
  /** The builtin parameters TFLM parses out of the file; undefined when there are none. */
  readonly params: Fields | undefined;
  readonly opData: OpData;
  /** Replays what Prepare allocates, in its order. */
  prepare(ledger: Ledger, op: OpOfCode<C>, graph: DeployedGraph, target: Target): void;
}

/** The same record with both kernel sets. */
export function opData(fields: Fields | undefined): OpData {
  return { reference: fields, cmsisNn: fields };
}

/** Stands for an operand that a damaged file leaves out: nothing that needs memory. */
const ABSENT: DeployedTensor = { name: '', shape: [], type: 'float32', role: 'constant', bytes: 0, scaleCount: 0 };

/** The operand at a position; an absent one has no dimensions and no bytes. */
export function tensorAt(graph: DeployedGraph, indices: readonly number[], position: number): DeployedTensor {
  return graph.tensors[indices[position] ?? -1] ?? ABSENT;
}

/** One dimension of a shape; 1 where the shape is shorter. */
export function dimensionOf(tensor: DeployedTensor, axis: number): number {
  return tensor.shape[axis] ?? 1;
}

/** Most kernels look at their inputs and their output once. */
export function tempOperands(ledger: Ledger, op: { readonly inputs: readonly number[]; readonly outputs: readonly number[] }): void {
  for (let i = 0; i < op.inputs.length; i++) ledger.temp(op.inputs[i]);
  ledger.temp(op.outputs[0]);
}

/** One multiplier and one shift a channel, two arrays. */
export function persistPerChannel(ledger: Ledger, channels: number): void {
  ledger.persist(4 * channels, 'multiplier of each channel');
  ledger.persist(4 * channels, 'shift of each channel');
}

/** A kernel that keeps these records and asks for nothing more. */
export function plainKernel<C extends OpCode>(params: Fields | undefined, data?: Fields): Kernel<C> {
  return { params, opData: opData(data), prepare: tempOperands };
}
