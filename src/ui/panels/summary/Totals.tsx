/** The four headline numbers: value, limit, margin, how sure they are, and their receipts. */
import { useShallow } from 'zustand/react/shallow';
import type { Evidence } from '../../../core/base/evidence.ts';
import type { Limit } from '../../../core/cost/estimate-types.ts';
import { useEstimate } from '../../../state/hooks.ts';
import { ActionButton } from '../../actions/ActionButton.tsx';
import { headlineOf, LIMITS, LIMIT_WORDS } from '../../app/headline.ts';
import { useReceipts } from '../../app/use-receipts.ts';
import { plainText, type Measure } from '../../widgets/format.ts';
import { Quantity } from '../../widgets/Quantity.tsx';

export function Totals() {
  return (
    <section className="panel-section" aria-label="Totals">
      <div className="section-head">
        <h2>Summary</h2>
        <ActionButton action="pin" />
      </div>
      <dl className="totals">
        {LIMITS.map((limit) => (
          <Total key={limit} limit={limit} />
        ))}
      </dl>
    </section>
  );
}

function Total({ limit }: { readonly limit: Limit }) {
  const receipts = useReceipts();
  const headline = useEstimate(useShallow((state) => headlineOf(state.estimate, state.design, limit)));
  const baseline = useEstimate((state) =>
    state.baseline === undefined ? undefined : headlineOf(state.baseline.estimate, state.design, limit).value,
  );
  const { label, measure } = LIMIT_WORDS[limit];
  return (
    <div className="total">
      <dt>{label}</dt>
      <dd className="total-value">
        <Quantity
          value={headline.value}
          measure={measure}
          baseline={baseline}
          label={label}
          reason={`The ${label.toLowerCase()} of this chip and runtime is not known.`}
          receipts={() => receipts(limit)}
        />
      </dd>
      <dd className="total-note">
        <Margin value={headline.value} limit={headline.limit} measure={measure} />
        <span>{evidenceText(headline.evidence, headline.errorPercent)}</span>
      </dd>
    </div>
  );
}

interface MarginProps {
  readonly value: number | undefined;
  readonly limit: number | undefined;
  readonly measure: Measure;
}

function Margin({ value, limit, measure }: MarginProps) {
  if (value === undefined) return undefined;
  if (limit === undefined) return <span>no budget</span>;
  const text = plainText(Math.abs(limit - value), measure);
  const all = plainText(limit, measure);
  return value > limit ? (
    <span className="over">
      {text} over the {all}
    </span>
  ) : (
    <span>
      {text} free of {all}
    </span>
  );
}

/** "modelled ±8 %". */
function evidenceText(evidence: Evidence, errorPercent: number | undefined): string {
  return evidence === 'modelled' && errorPercent !== undefined ? `modelled ±${Math.round(errorPercent)}\u202f%` : evidence;
}
