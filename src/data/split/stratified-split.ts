/**
 * Which sample goes to which split: by a hash of its name, class by class, so that every split has the classes in the same proportion, the
 * same seed gives the same splits on every machine, and nothing depends on the order of the files.
 */
import type { SplitShares } from '../../core/dataset/open-options.ts';
import type { SplitName } from '../dataset.ts';
import { sampleHash } from './sample-hash.ts';

export const DEFAULT_SHARES: SplitShares = { validation: 0.1, test: 0.2 };

/** Fewer groups than this are few. */
const FEW_GROUPS = 10;

/** What is known of each sample, index by index. */
export interface SampleFacts {
  readonly labels: Int32Array;
  /** Names that tell samples apart; their index where they have none. */
  readonly names?: readonly string[];
  /** Who spoke, which recording a window is cut from: samples of one group never part. */
  readonly groups?: readonly string[];
}

export type Members = Readonly<Record<SplitName, Int32Array>>;

/** Members of each split, ascending. */
export function stratifiedSplit(facts: SampleFacts, shares: SplitShares, seed: number): Members {
  const all = Int32Array.from(facts.labels, (_, i) => i);
  const { held: test, kept } = holdOut(facts, all, shares.test, seed);
  const { held: validation, kept: train } = holdOut(validating(facts, kept), kept, shares.validation / (1 - shares.test), seed);
  return { train, validation, test };
}

/** Of few groups none is spared for validation: it then takes single samples, and the test alone shows strangers. */
function validating(facts: SampleFacts, members: Int32Array): SampleFacts {
  if (facts.groups === undefined || new Set(Array.from(members, (index) => facts.groups![index])).size >= FEW_GROUPS) return facts;
  const { groups: _, ...single } = facts;
  return single;
}

/** Holds out a share of `members`: of each class the samples of lowest hash, or whole groups where there are any. */
export function holdOut(facts: SampleFacts, members: Int32Array, share: number, seed: number): { held: Int32Array; kept: Int32Array } {
  const held = facts.groups === undefined ? heldSamples(facts, members, share, seed) : heldGroups(facts, members, share, seed);
  return { held: members.filter((index) => held.has(index)), kept: members.filter((index) => !held.has(index)) };
}

function heldSamples({ labels, names }: SampleFacts, members: Int32Array, share: number, seed: number): ReadonlySet<number> {
  const rank = (index: number): number => sampleHash(names?.[index] ?? String(index), seed);
  const held = new Set<number>();
  for (const ofClass of grouped(members, (index) => labels[index]!).values()) {
    const ranked = ofClass.map((index) => ({ index, hash: rank(index) })).sort((a, b) => a.hash - b.hash || a.index - b.index);
    for (const { index } of ranked.slice(0, heldCount(ranked.length, share))) held.add(index);
  }
  return held;
}

/** Groups of one class each, such as recordings, are held out class by class; those of several, such as speakers, out of all. */
function heldGroups({ groups, labels }: SampleFacts, members: Int32Array, share: number, seed: number): ReadonlySet<number> {
  const byGroup = [...grouped(members, (index) => groups![index]!).entries()].map(([name, indices]) => ({
    name,
    indices,
    hash: sampleHash(name, seed),
  }));
  const isPure = byGroup.every(({ indices }) => indices.every((index) => labels[index] === labels[indices[0]!]));
  const pools = isPure ? [...grouped(byGroup, ({ indices }) => labels[indices[0]!]!).values()] : [byGroup];
  const held = pools.flatMap((pool) => {
    const ranked = pool.toSorted((a, b) => a.hash - b.hash || (a.name < b.name ? -1 : 1));
    return ranked.slice(0, heldCount(ranked.length, share)).flatMap(({ indices }) => indices);
  });
  return new Set(held);
}

/** Rounded, but neither nothing nor all where there are at least two to share out. */
function heldCount(count: number, share: number): number {
  return share <= 0 || count < 2 ? 0 : Math.min(count - 1, Math.max(1, Math.round(count * share)));
}

/** What `Map.groupBy` gives, which Node 20 lacks. */
function grouped<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
