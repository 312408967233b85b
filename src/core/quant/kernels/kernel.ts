/** What a kernel is: prepared once from the tensors it joins, then run as often as wanted. */
import type { DeployedTensor, OpCode, OptionsByCode } from '../../graph/deployed.ts';
import type { Elements } from '../elements.ts';

/** A tensor with its contents: the same array for as long as the interpreter lives. */
export interface Value {
  /** Index in the graph. */
  readonly index: number;
  readonly tensor: DeployedTensor;
  readonly elements: Elements;
}

/** The values an operator reads and writes; an optional input left out is undefined. */
export interface Wiring {
  readonly inputs: readonly (Value | undefined)[];
  readonly outputs: readonly Value[];
}

/** An operator with its values. */
export interface Site<C extends OpCode = OpCode> extends Wiring {
  readonly code: C;
  readonly options: OptionsByCode[C];
}

/** Computes the outputs from what the inputs hold now. Throws a Refusal when they cannot be used (an index out of range). */
export type Kernel = () => void;

/** Works out everything that does not change between runs. Throws a Refusal when the operator cannot be run as it stands. */
export type Prepare<C extends OpCode> = (site: Site<C>) => Kernel;

/** Why an operator cannot be run: caught where a graph is prepared or run, and returned as a Problem that names the operator. */
export class Refusal extends Error {}

export function refuse(message: string): never {
  throw new Refusal(message);
}

/** Input number `at`, which must be there. */
export function input(site: Wiring, at: number): Value {
  return site.inputs[at] ?? refuse(`has no input ${at}`);
}

/** Output number `at`, which must be there. */
export function output(site: Wiring, at = 0): Value {
  return site.outputs[at] ?? refuse(`has no output ${at}`);
}
