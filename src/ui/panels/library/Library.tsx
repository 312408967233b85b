/** Designs to open: samples, and those the user worked on lately. */
import './library.css';
import { useMemo } from 'react';
import { marksOf, type Sample } from '../../../core/samples/sample.ts';
import { SAMPLES } from '../../../core/samples/samples.ts';
import { ActionButton } from '../../actions/ActionButton.tsx';
import { useWorkspace } from '../../app/workspace.ts';
import { RecentList } from './RecentList.tsx';

export function Library() {
  return (
    <div className="library scroll">
      <div className="library-tools">
        <ActionButton action="open" labelled="Open a file" />
        <ActionButton action="new" labelled="New" />
      </div>
      <RecentList />
      <section aria-label="Samples">
        <h2 className="section-title library-title">Samples</h2>
        <ul>
          {SAMPLES.map((sample) => (
            <SampleRow key={sample.id} sample={sample} />
          ))}
        </ul>
      </section>
    </div>
  );
}

function SampleRow({ sample }: { readonly sample: Sample }) {
  const { library } = useWorkspace().stores;
  const marks = useMemo(() => marksOf(sample.design().graph), [sample]);
  return (
    <li>
      <button type="button" className="library-item" onClick={() => library.getState().open(sample.design())}>
        <span className="library-name">{sample.name}</span>
        <span className="library-note">{sample.summary}</span>
        <span className="library-marks" aria-hidden="true">
          {marks.map((group, index) => (
            <span key={index} data-group={group} />
          ))}
        </span>
      </button>
    </li>
  );
}
