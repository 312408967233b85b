/** Instructions an operator executes, from the fitted costs of its kernel's loop bodies (kernel.ts, tables.ts). */
import type { Evidence } from '../../base/evidence.ts';
import type { DeployedGraph, DeployedOp } from '../../graph/deployed.ts';
import type { Core } from '../../mcu/chip.ts';
import type { RuntimeId } from '../runtime.ts';
import { chosenKernel } from './choose.ts';
import { TABLES } from './tables.ts';
import { buildOf } from './target.ts';
import type { Build } from './target.ts';

export interface InstructionFacts {
  readonly instructions: number;
  /** Half-width of the 90 % band. */
  readonly errorPercent: number;
  readonly evidence: Evidence;
  /** The kernel that runs, as the tables call it. */
  readonly kernel: string;
}

/** Stated, not fitted: a call and one pass over the bytes read and written, as the measured copying and arithmetic loops cost on the M4. */
const STATED_COSTS = [300, 2, 30] as const;
const STATED_ERROR_PERCENT = 80;

function dot(costs: readonly number[], counts: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += costs[i]! * counts[i]!;
  return sum;
}

function factsIn(build: Build, op: DeployedOp, graph: DeployedGraph): InstructionFacts {
  const { name, counts } = chosenKernel(op, graph, build.flavour);
  for (const { target, factor, addedErrorPercent } of build.sources) {
    const fit = TABLES[target][name];
    if (fit === undefined) continue;
    const instructions = factor * dot(fit.costs, counts);
    return { instructions, errorPercent: fit.errorPercent + addedErrorPercent, evidence: 'modelled', kernel: name };
  }
  const { factor } = build.sources.at(-1)!;
  const evidence = op.code === 'OPAQUE' ? 'unknown' : 'modelled';
  return { instructions: factor * dot(STATED_COSTS, counts), errorPercent: STATED_ERROR_PERCENT, evidence, kernel: name };
}

/** Instructions of one operator with their error; undefined where the runtime does not run on the core. */
export function instructionFacts(op: DeployedOp, graph: DeployedGraph, runtime: RuntimeId, core: Core): InstructionFacts | undefined {
  const build = buildOf(runtime, core);
  return build === undefined ? undefined : factsIn(build, op, graph);
}

/** Instructions of one operator, 0 where the runtime does not run on the core. */
export function instructionsOf(op: DeployedOp, graph: DeployedGraph, runtime: RuntimeId, core: Core): number {
  return instructionFacts(op, graph, runtime, core)?.instructions ?? 0;
}

/**
 * Instructions of the interpreter's own loop for a network of `ops` operators, counted exactly on every Thumb-2 core and on the M0+; the
 * measuring hook (about 60 an operator) is in the operators' figures, as it is in the measured ones.
 */
export function interpreterInstructions(ops: number, core: Core): number {
  return core === 'cortex-m0' || core === 'cortex-m0+' ? 90 + 71 * ops : 67 + 57 * ops;
}
