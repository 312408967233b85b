/** One gauge of the budget strip; it opens to the receipt and the field of its budget. */
import { Suspense, useRef, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Limit } from '../../core/cost/estimate-types.ts';
import { useEstimate } from '../../state/hooks.ts';
import { Gauge, gaugeText } from '../widgets/Gauge.tsx';
import { lazily } from '../widgets/lazily.ts';
import { headlineOf, LIMIT_WORDS } from './headline.ts';

const BudgetPopover = lazily(() => import('./BudgetPopover.tsx'), 'BudgetPopover');

export function BudgetGauge({ limit }: { readonly limit: Limit }) {
  const trigger = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const headline = useEstimate(useShallow((state) => headlineOf(state.estimate, state.design, limit)));
  const baseline = useEstimate((state) =>
    state.baseline === undefined ? undefined : headlineOf(state.baseline.estimate, state.design, limit).value,
  );
  const { label, measure } = LIMIT_WORDS[limit];
  const gauge = { label, measure, baseline, ...headline };
  return (
    <>
      <button
        ref={trigger}
        type="button"
        className="gauge-button"
        data-limit={limit}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={gaugeText(gauge)}
        onClick={() => setOpen(true)}
      >
        <Gauge {...gauge} />
      </button>
      {open && (
        <Suspense>
          <BudgetPopover limit={limit} trigger={trigger} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
