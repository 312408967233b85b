/** How sure a number is, in one mark beside it. */
import './quantity.css';
import type { Evidence } from '../../core/base/evidence.ts';

const WORDS: Readonly<Record<Evidence, string>> = {
  exact: 'exact: arithmetic',
  measured: 'measured on the real runtime',
  modelled: 'modelled: fitted to measurements',
  quoted: 'quoted, unchecked',
  unknown: 'unknown',
};

/** exact: nothing. measured: a dot. modelled: its error. quoted: "q". unknown: a dash. */
export function EvidenceMark({
  evidence,
  errorPercent,
}: {
  readonly evidence: Evidence | undefined;
  readonly errorPercent?: number | undefined;
}) {
  if (evidence === undefined || evidence === 'exact') return undefined;
  return (
    <span className="evidence" data-evidence={evidence} data-tip={WORDS[evidence]}>
      <span aria-hidden="true">{markOf(evidence, errorPercent)}</span>
      <span className="visually-hidden">{WORDS[evidence]}</span>
    </span>
  );
}

function markOf(evidence: Evidence, errorPercent: number | undefined): string {
  if (evidence === 'modelled') return errorPercent === undefined ? '±' : `±${Math.round(errorPercent)}\u202f%`;
  if (evidence === 'measured') return '•';
  return evidence === 'quoted' ? 'q' : '–';
}
