/** Makes a data set of the samples a reader has gathered: checks the classes and deals out the splits. */
import type { DatasetTraits } from '../core/dataset/facts.ts';
import type { SplitOptions, SplitShares } from '../core/dataset/open-options.ts';
import { fail, ok, type Result } from '../core/base/result.ts';
import type { Shape } from '../core/graph/tensor.ts';
import type { Dataset, SampleKind, SkippedFile, SplitName } from './dataset.ts';
import { DEFAULT_SHARES, holdOut, stratifiedSplit, type Members, type SampleFacts } from './split/stratified-split.ts';
import { splitOf, type SampleStore } from './store/sample-store.ts';

export interface Gathered {
  readonly name: string;
  readonly kind: SampleKind;
  readonly shape: Shape;
  readonly store: SampleStore;
  /** Class name of each sample. */
  readonly classNames: readonly string[];
  /** Name of each sample, by which the splits are dealt. */
  readonly names?: readonly string[];
  /** Group of each sample, see SampleFacts. */
  readonly groups?: readonly string[];
  /** Split of each sample, where the source says it. */
  readonly given?: readonly (SplitName | undefined)[];
  readonly skipped: readonly SkippedFile[];
  readonly isSynthetic?: boolean;
  readonly frontEnd?: NonNullable<DatasetTraits['frontEnd']>;
}

/** The classes are in alphabetical order, numbers by their value. */
export function assemble(gathered: Gathered, { seed = 1, shares = DEFAULT_SHARES, oneClass = false }: SplitOptions): Result<Dataset> {
  const { name, kind, shape, store, classNames, skipped, isSynthetic = false, frontEnd } = gathered;
  const classes = [...new Set(classNames)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  if (classes.length === 0) return fail(`${name}: none of its samples can be used${firstReason(skipped)}`);
  if (classes.length === 1 && !oneClass) return fail(`${name}: there is only one class, "${classes[0]}"; a classifier needs two or more`);
  const index = new Map(classes.map((each, i) => [each, i]));
  const labels = Int32Array.from(classNames, (each) => index.get(each)!);
  const members = membersOf({ ...gathered, labels }, shares, seed);
  if (members.train.length === 0 || members.test.length === 0)
    return fail(`${name}: ${classNames.length} samples in ${classes.length} classes are too few to train on some and test on others`);
  const split = (which: SplitName) => splitOf(store, labels, members[which], gathered.names);
  const splits = { train: split('train'), validation: split('validation'), test: split('test') };
  return ok({ name, kind, sampleShape: shape, classes, splits, skipped, isSynthetic, ...(frontEnd && { frontEnd }) });
}

function firstReason(skipped: readonly SkippedFile[]): string {
  const [first] = skipped;
  return first === undefined ? '' : `; ${skipped.length} were left out, the first, ${first.name}, because ${first.reason}`;
}

/** As the source says; what it does not say is dealt by hash. */
function membersOf(facts: SampleFacts & Pick<Gathered, 'given'>, shares: SplitShares, seed: number): Members {
  const { given } = facts;
  if (given === undefined || !given.includes('test')) return stratifiedSplit(facts, shares, seed);
  const all = Int32Array.from(facts.labels, (_, i) => i);
  const of = (which: SplitName): Int32Array => all.filter((i) => (given[i] ?? 'train') === which);
  if (given.includes('validation')) return { train: of('train'), validation: of('validation'), test: of('test') };
  const { held, kept } = holdOut(facts, of('train'), shares.validation, seed);
  return { train: kept, validation: held, test: of('test') };
}
