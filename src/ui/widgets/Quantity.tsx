/** A number with its unit, how sure it is, its change against the baseline, and its receipt behind a dotted underline. */
import './quantity.css';
import type { Evidence, Receipt } from '../../core/base/evidence.ts';
import { deltaText, exactText, numberText, type Measure } from './format.ts';
import { EvidenceMark } from './EvidenceMark.tsx';
import { ReceiptButton } from './ReceiptButton.tsx';

export interface QuantityProps {
  /** undefined: not known; `reason` then says why. */
  readonly value: number | undefined;
  readonly measure: Measure;
  readonly evidence?: Evidence | undefined;
  readonly errorPercent?: number | undefined;
  readonly reason?: string | undefined;
  /** The same number of the pinned baseline. */
  readonly baseline?: number | undefined;
  /** True when a larger number is the better one (battery life). */
  readonly moreIsBetter?: boolean;
  /** What the number is, for the receipt's button. */
  readonly label?: string | undefined;
  readonly receipts?: (() => Promise<readonly Receipt[]>) | undefined;
}

export function Quantity(props: QuantityProps) {
  const { value, measure, evidence, errorPercent, receipts, label } = props;
  if (value === undefined) return <Unknown reason={props.reason} />;
  const text = (
    <>
      <NumberWithUnit value={value} measure={measure} />
      <EvidenceMark evidence={evidence} errorPercent={errorPercent} />
    </>
  );
  return (
    <span className="quantity" data-tip={exactTip(value, measure)}>
      {receipts === undefined ? (
        text
      ) : (
        <ReceiptButton label={label ?? 'Receipt'} receipts={receipts}>
          {text}
        </ReceiptButton>
      )}
      <Delta value={value} baseline={props.baseline} measure={measure} moreIsBetter={props.moreIsBetter ?? false} />
    </span>
  );
}

export function NumberWithUnit({ value, measure }: { readonly value: number; readonly measure: Measure }) {
  const text = numberText(value, measure);
  return (
    <span className="number">
      {text.value}
      {text.unit !== '' && <span className="unit">&#8239;{text.unit}</span>}
    </span>
  );
}

function Unknown({ reason }: { readonly reason: string | undefined }) {
  return (
    <span className="quantity unknown" data-tip={reason}>
      <span aria-hidden="true">–</span>
      <span className="visually-hidden">unknown{reason === undefined ? '' : `: ${reason}`}</span>
    </span>
  );
}

interface DeltaProps {
  readonly value: number | undefined;
  readonly baseline: number | undefined;
  readonly measure: Measure;
  readonly moreIsBetter?: boolean;
}

/** The change since the pinned baseline: coloured, and always signed. */
export function Delta({ value, baseline, measure, moreIsBetter = false }: DeltaProps) {
  if (value === undefined || baseline === undefined) return undefined;
  const text = deltaText(value - baseline, measure);
  if (text === undefined) return undefined;
  const better = value > baseline === moreIsBetter;
  return (
    <span className={better ? 'delta ok' : 'delta over'}>
      {text}
      <span className="visually-hidden"> against the baseline</span>
    </span>
  );
}

/** Every digit, where the short form hides some. */
function exactTip(value: number, measure: Measure): string | undefined {
  if (measure === 'bytes' && value >= 1024) return `${exactText(value)} bytes`;
  return measure === 'count' && value >= 10_000 ? exactText(value) : undefined;
}
