import { formatCount } from '../../../core/base/format.ts';
import type { DatasetFacts } from '../../../core/dataset/facts.ts';
import { shapeText } from '../../../core/graph/tensor.ts';

/** Skipped files named before "and more". */
const MOST_NAMED = 3;

/** What was found in the data: samples, classes, what is rare, what was left out. */
export function DataFacts({ facts }: { readonly facts: DatasetFacts }) {
  const { counts, sampleShape, balance, skipped } = facts;
  const rarest = balance.toSorted((a, b) => a.counts.train - b.counts.train)[0];
  const named = skipped.slice(0, MOST_NAMED).map(({ name, reason }) => `${name} (${reason})`);
  return (
    <div className="train-facts">
      <p className="muted">
        {formatCount(counts.train)} samples to train, {formatCount(counts.validation)} to validate, {formatCount(counts.test)} to test;{' '}
        {shapeText(sampleShape)}, {balance.length} classes
        {rarest !== undefined && `, the rarest “${rarest.name}” with ${formatCount(rarest.counts.train)}`}.
      </p>
      {skipped.length > 0 && (
        <p className="warn">
          Left out: {named.join(', ')}
          {skipped.length > MOST_NAMED && ` and ${skipped.length - MOST_NAMED} more`}.
        </p>
      )}
    </div>
  );
}
