/** The part of the summary below its headline numbers; loaded after them. */
import '../fields.css';
import { ApplicationSection } from './ApplicationSection.tsx';
import { DeploymentSection } from './DeploymentSection.tsx';
import { Figures } from './Figures.tsx';
import { HintsSection } from './HintsSection.tsx';
import { NotesSection } from './NotesSection.tsx';
import { WeightsSection } from './WeightsSection.tsx';

export function SummaryDetails() {
  return (
    <>
      <HintsSection />
      <Figures />
      <WeightsSection />
      <DeploymentSection />
      <ApplicationSection />
      <NotesSection />
    </>
  );
}
