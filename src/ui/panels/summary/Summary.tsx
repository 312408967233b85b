/** What the design costs as a whole, what is wrong with it, and what stands around it on the chip. */
import './summary.css';
import { ApplicationSection } from './ApplicationSection.tsx';
import { DeploymentSection } from './DeploymentSection.tsx';
import { Figures } from './Figures.tsx';
import { Findings } from './Findings.tsx';
import { NotesSection } from './NotesSection.tsx';
import { Totals } from './Totals.tsx';

export function Summary() {
  return (
    <>
      <Totals />
      <Findings />
      <Figures />
      <DeploymentSection />
      <ApplicationSection />
      <NotesSection />
    </>
  );
}
