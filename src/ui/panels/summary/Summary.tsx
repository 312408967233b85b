/** What the design costs as a whole, what is wrong with it, and what stands around it on the chip. */
import './summary.css';
import { Suspense } from 'react';
import { lazily } from '../../widgets/lazily.ts';
import { Findings } from './Findings.tsx';
import { Totals } from './Totals.tsx';

const SummaryDetails = lazily(() => import('./SummaryDetails.tsx'), 'SummaryDetails');

export function Summary() {
  return (
    <>
      <Totals />
      <Findings />
      <Suspense>
        <SummaryDetails />
      </Suspense>
    </>
  );
}
