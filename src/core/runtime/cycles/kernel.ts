/**
 * How instruction counts are modelled: every kernel is a handful of nested loops, so its cost is a sum of loop-body counts times what
 * one body costs. A kernel here names those counts ("terms") and computes them from an operator's shapes; what a body costs is fitted
 * per core to measured counts (`npm run fit`, tables.ts).
 */
import type { DeployedGraph, DeployedOp, OpCode } from '../../graph/deployed.ts';

/** The operator of one code, with its options. */
export type OpOf<C extends OpCode> = Extract<DeployedOp, { readonly code: C }>;

/** Which source the kernels were compiled from: TFLM's reference loops, or CMSIS-NN's branch for no DSP, DSP, or MVE (Helium). */
export type Flavour = 'reference' | 'scalar' | 'dsp' | 'mve';

/** The counts of one operator, in the order of its kernel's terms; reused from operator to operator, so that counting allocates nothing. */
export class Counts {
  readonly values = new Float64Array(48);
  length = 0;

  clear(): void {
    this.length = 0;
  }

  add(count: number): this {
    this.values[this.length++] = count;
    return this;
  }
}

/** A kernel that can count any operator of type `Op`. */
interface KernelFor<in Op extends DeployedOp> {
  /** Key in tables.ts. */
  readonly name: string;
  /** What is counted, in the order `count` adds it. */
  readonly terms: readonly string[];
  readonly count: (op: Op, graph: DeployedGraph, counts: Counts) => void;
}

export type Kernel<C extends OpCode> = KernelFor<OpOf<C>>;
