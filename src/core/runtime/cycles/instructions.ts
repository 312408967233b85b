/** Instructions an operator executes, from the fitted costs of its kernel's loop bodies (kernel.ts, tables.ts). */
import type { Evidence } from '../../base/evidence.ts';
import type { DeployedGraph, DeployedOp } from '../../graph/deployed.ts';
import type { Core } from '../../mcu/chip.ts';
import type { RuntimeId } from '../runtime.ts';
import { countKernel } from './choose.ts';
import { Counts } from './kernel.ts';
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

/** A kernel's costs for one build, ready to be multiplied. */
interface Costs {
  readonly costs: readonly number[];
  readonly factor: number;
  readonly errorPercent: number;
  readonly stated: boolean;
}

/** Filled as kernels come up; the tables never change. */
const RESOLVED = new WeakMap<Build, Map<string, Costs>>();

function resolve(build: Build, kernel: string): Costs {
  for (const { target, factor, addedErrorPercent } of build.sources) {
    const fit = TABLES[target][kernel];
    if (fit !== undefined) return { costs: fit.costs, factor, errorPercent: fit.errorPercent + addedErrorPercent, stated: false };
  }
  return { costs: STATED_COSTS, factor: build.sources.at(-1)!.factor, errorPercent: STATED_ERROR_PERCENT, stated: true };
}

function costsOf(build: Build, kernel: string): Costs {
  let known = RESOLVED.get(build);
  if (known === undefined) RESOLVED.set(build, (known = new Map()));
  let costs = known.get(kernel);
  if (costs === undefined) known.set(kernel, (costs = resolve(build, kernel)));
  return costs;
}

/** Reused for every operator: it is full between two calls only. */
const COUNTS = new Counts();

function weigh({ costs, factor }: Costs, counts: Counts): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += costs[i]! * counts.values[i]!;
  return factor * sum;
}

/** Instructions of one operator with their error; undefined where the runtime does not run on the core. */
export function instructionFacts(op: DeployedOp, graph: DeployedGraph, runtime: RuntimeId, core: Core): InstructionFacts | undefined {
  const build = buildOf(runtime, core);
  if (build === undefined) return undefined;
  const { name } = countKernel(op, graph, build.flavour, COUNTS);
  const costs = costsOf(build, name);
  const instructions = weigh(costs, COUNTS);
  // Shapes that make no sense (a file may say anything) make counts that do not either.
  if (!(instructions >= 0 && instructions < Infinity)) return { instructions: 0, errorPercent: 100, evidence: 'unknown', kernel: name };
  const evidence = costs.stated && op.code === 'OPAQUE' ? 'unknown' : 'modelled';
  return { instructions, errorPercent: costs.errorPercent, evidence, kernel: name };
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
