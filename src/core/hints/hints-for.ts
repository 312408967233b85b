import type { Estimate, Limit } from '../cost/estimate-types.ts';
import type { Design } from '../document/design.ts';
import { sameShape, type Shape } from '../graph/tensor.ts';
import { contextOf, type HintContext } from './context.ts';
import { type Candidate, figuresOf, type Figures, type Hint } from './hint.ts';
import { type PeakReport, peakReport } from './peak.ts';
import { dropBranch, dropLayer } from './rules/branches.ts';
import { globalPooling, smallerDense } from './rules/classifier.ts';
import { bestOrderOfBranches, fasterKernels, int8Registrations, integers } from './rules/deployment.ts';
import { poolFirst, strideEarlier, strideInsteadOfPool } from './rules/downsample.ts';
import { halveFilters, narrower } from './rules/halve-filters.ts';
import { poolInsteadOfMean } from './rules/pool-instead-of-mean.ts';
import { fusedActivations, separable, smallerKernel } from './rules/lighter-kernels.ts';

type Rule = (context: HintContext) => readonly Candidate[];

/** Among equal gains the earlier rule comes first: those that keep the outputs, then those that change least. */
const RULES: readonly Rule[] = [
  bestOrderOfBranches,
  int8Registrations,
  fasterKernels,
  poolInsteadOfMean,
  integers,
  globalPooling,
  smallerDense,
  halveFilters,
  narrower,
  separable,
  poolFirst,
  strideInsteadOfPool,
  strideEarlier,
  smallerKernel,
  fusedActivations,
  dropBranch,
  dropLayer,
];

/** What to do about a design, and why. */
export interface Hints {
  readonly peak: PeakReport | undefined;
  /** The limit the hints are sorted by: the one exceeded, else the one that is nearest. */
  readonly limit: Limit;
  /** Those that help the limit most first. */
  readonly hints: readonly Hint[];
}

/** At most this many are given. */
const MOST = 12;

/** A hint may cost this share of the limit in question, when it helps something else. */
const MOST_LOSS = 0.02;

/** Hints for a design, every effect computed with `estimate`; `before` is the design's own estimate. */
export function hintsFor(design: Design, before: Estimate, estimate: (design: Design) => Estimate): Hints {
  const limit = limitOf(design, before);
  const hints = hintCandidates(design, before).flatMap((candidate) => weighHint(candidate, design, before, estimate, limit) ?? []);
  return { peak: peakReport(before), limit, hints: sortHints(hints) };
}

/** Edits worth trying, at no cost: `weighHint` estimates them one by one, so that a caller can pause between. */
export function hintCandidates(design: Design, before: Estimate): readonly Candidate[] {
  const context = contextOf(design, before);
  return RULES.flatMap((rule) => rule(context));
}

/** The candidate with its effect; undefined when the edit brings a new mistake, changes what goes in or out, or helps nothing. */
export function weighHint(
  candidate: Candidate,
  design: Design,
  before: Estimate,
  estimate: (design: Design) => Estimate,
  limit: Limit,
): Hint | undefined {
  const after = estimate(candidate.apply(design));
  if (!isSound(before, after)) return undefined;
  const effect = { before: figuresOf(before), after: figuresOf(after) };
  const gain = gainOf(limit, effect.before, effect.after);
  return helps(effect.before, effect.after) && gain > -MOST_LOSS ? { ...candidate, effect, gain } : undefined;
}

/** The best first, of equal ones the earlier; at most a dozen. */
export function sortHints(hints: readonly Hint[]): readonly Hint[] {
  return hints.toSorted((a, b) => b.gain - a.gain).slice(0, MOST);
}

/** The limit exceeded by the largest factor, else the one with the least room, SRAM when nothing limits. */
export function limitOf({ budgets }: Design, { binding, sram, flash, latency, energy }: Estimate): Limit {
  if (binding !== undefined) return binding;
  const used: readonly (readonly [Limit, number | undefined, number | undefined])[] = [
    ['sram', sram.total, sram.available],
    ['flash', flash.total, flash.available],
    ['latency', latency.ms, budgets.latencyMs],
    ['energy', energy.microjoules, budgets.energyMicrojoules],
  ];
  let nearest: Limit = 'sram';
  let most = 0;
  for (const [limit, actual, available] of used) {
    const share = actual === undefined || available === undefined || available === 0 ? 0 : actual / available;
    if (share > most) [nearest, most] = [limit, share];
  }
  return nearest;
}

function isSound(before: Estimate, after: Estimate): boolean {
  const known = new Set(before.problems.map((problem) => problem.message));
  if (after.problems.some((problem) => !known.has(problem.message)) || graveWarnings(after) > graveWarnings(before)) return false;
  return (
    sameShapes(endShapes(before, 'inputs'), endShapes(after, 'inputs')) &&
    sameShapes(endShapes(before, 'outputs'), endShapes(after, 'outputs'))
  );
}

function graveWarnings({ warnings }: Estimate): number {
  return warnings.filter((warning) => warning.kind === 'unsupported' || warning.kind === 'wrong').length;
}

function endShapes({ deployed }: Estimate, end: 'inputs' | 'outputs'): readonly Shape[] {
  return deployed[end].map((tensor) => deployed.tensors[tensor]!.shape);
}

function sameShapes(a: readonly Shape[], b: readonly Shape[]): boolean {
  return a.length === b.length && a.every((shape, i) => sameShape(shape, b[i]!));
}

/** At least one per cent, or 1 KiB, off something that counts. */
function helps(before: Figures, after: Figures): boolean {
  const falls = (a: number | undefined, b: number | undefined, least: number): boolean =>
    a !== undefined && b !== undefined && (a - b >= 0.01 * a || a - b >= least) && b < a;
  return (
    falls(before.arenaBytes, after.arenaBytes, 1024) ||
    falls(before.flashBytes, after.flashBytes, 1024) ||
    falls(before.instructions, after.instructions, Infinity) ||
    falls(before.macs, after.macs, Infinity)
  );
}

/** Share of the limit's figure that goes away. */
function gainOf(limit: Limit, before: Figures, after: Figures): number {
  const share = (a: number | undefined, b: number | undefined): number => (a === undefined || b === undefined || a === 0 ? 0 : 1 - b / a);
  switch (limit) {
    case 'sram':
      return share(before.sramBytes, after.sramBytes);
    case 'flash':
      return share(before.flashBytes, after.flashBytes);
    case 'latency':
      return share(before.ms ?? before.instructions, after.ms ?? after.instructions);
    case 'energy':
      return share(before.microjoules, after.microjoules);
  }
}
