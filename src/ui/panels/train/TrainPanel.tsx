/** Teaches the open network a data set in a worker: how it is set up, how it goes, and what the chip makes of it. */
import '../../widgets/table.css';
import './train.css';
import { Suspense, useState, type ReactNode } from 'react';
import { lazily } from '../../widgets/lazily.ts';
import { TrainingView } from './TrainingView.tsx';
import { TrainViews, type TrainView } from './TrainViews.tsx';
import { useTraining, type TrainState } from './train-store.ts';

const ConfusionView = lazily(() => import('./confusion/ConfusionView.tsx'), 'ConfusionView');
const TrainedLayers = lazily(() => import('./layers/TrainedLayers.tsx'), 'TrainedLayers');
const RunsView = lazily(() => import('./history/RunsView.tsx'), 'RunsView');

const LOADING = <p className="panel-empty">Loading…</p>;

export function TrainPanel() {
  const state = useTraining();
  const [view, setView] = useState<TrainView>('training');
  return (
    <div className="train">
      <TrainViews view={view} onChange={setView} />
      <Suspense fallback={<Below>{LOADING}</Below>}>
        <Shown view={view} state={state} />
      </Suspense>
    </div>
  );
}

function Shown({ view, state }: { readonly view: TrainView; readonly state: TrainState }) {
  const { status, run, delivered } = state;
  if (view === 'runs') return <RunsView />;
  if (view === 'training')
    return (
      <Below>
        <TrainingView state={state} />
      </Below>
    );
  const words = status === 'running' ? 'This comes with the end of the run.' : 'This comes of a run: train the network first.';
  if (delivered === undefined || run?.facts === undefined)
    return (
      <Below>
        <p className="panel-empty">{words}</p>
      </Below>
    );
  if (view === 'layers') return <TrainedLayers layers={delivered.layers} />;
  return <ConfusionView delivered={delivered} facts={run.facts} />;
}

/** Below a bar with nothing in it but the choice of the view. */
function Below({ children }: { readonly children: ReactNode }) {
  return (
    <div className="train-below">
      <div className="table-toolbar" />
      {children}
    </div>
  );
}
