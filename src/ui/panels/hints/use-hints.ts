/** Hints of the open design, worked out a few at a time so that typing stays smooth. */
import { useEffect, useMemo, useState } from 'react';
import { estimate } from '../../../core/cost/estimate.ts';
import type { Estimate, Limit } from '../../../core/cost/estimate-types.ts';
import type { Design } from '../../../core/document/design.ts';
import type { Hint } from '../../../core/hints/hint.ts';
import { hintCandidates, limitOf, sortHints, weighHint } from '../../../core/hints/hints-for.ts';
import { peakReport, type PeakReport } from '../../../core/hints/peak.ts';
import { useEstimate } from '../../../state/hooks.ts';

export interface HintsState {
  readonly design: Design;
  readonly peak: PeakReport | undefined;
  readonly limit: Limit;
  readonly hints: readonly Hint[];
  readonly finished: boolean;
  /** Of the design before the last edit: what they promise may not hold any more. */
  readonly stale: boolean;
}

/** Work between two pauses, milliseconds. */
const SLICE_MS = 8;

/** After an edit the hints of the design before stay until the first new ones are there; they are not finished, and stale. */
export function useHints(): HintsState | undefined {
  const design = useEstimate((state) => state.design);
  const before = useEstimate((state) => state.estimate);
  const [state, setState] = useState<HintsState>();
  useEffect(() => weighInSlices(design, before, setState), [design, before]);
  return useMemo(
    () => (state === undefined || state.design === design ? state : { ...state, finished: false, stale: true }),
    [state, design],
  );
}

/** Publishes what was found after each slice; the returned function stops it. */
function weighInSlices(design: Design, before: Estimate, publish: (state: HintsState) => void): () => void {
  const limit = limitOf(design, before);
  const peak = peakReport(before);
  const waiting = [...hintCandidates(design, before)];
  const found: Hint[] = [];
  let timer: ReturnType<typeof setTimeout>;
  const slice = (): void => {
    const end = performance.now() + SLICE_MS;
    while (waiting.length > 0 && performance.now() < end) {
      const hint = weighHint(waiting.shift()!, design, before, estimate, limit);
      if (hint !== undefined) found.push(hint);
    }
    publish({ design, peak, limit, hints: sortHints(found), finished: waiting.length === 0, stale: false });
    if (waiting.length > 0) timer = setTimeout(slice);
  };
  timer = setTimeout(slice, 60);
  return () => clearTimeout(timer);
}
