/** Teaches the open network a data set in a worker: how it is set up, how it goes, and what the chip makes of it. */
import './train.css';
import { Suspense } from 'react';
import { useDesign } from '../../../state/hooks.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { lazily } from '../../widgets/lazily.ts';
import { useNetworkInputs } from '../run/use-network-inputs.ts';
import { DataDrop } from './DataDrop.tsx';
import { TrainOutcome } from './TrainOutcome.tsx';
import { TrainProgress } from './TrainProgress.tsx';
import { TrainSetup } from './TrainSetup.tsx';
import { UnfinishedRun } from './UnfinishedRun.tsx';
import { useTraining } from './train-store.ts';

const TrainCharts = lazily(() => import('./TrainCharts.tsx'), 'TrainCharts');

export function TrainPanel() {
  const { readOnly } = useWorkspace();
  const state = useTraining();
  const inputs = useNetworkInputs();
  const isEmpty = useDesign(({ design }) => design.graph.nodes.length < 2);
  const [input] = inputs;
  const trainable = isEmpty ? undefined : input;
  const nothing = <p className="panel-empty">Nothing to train yet. Draw an input and a layer, open a sample, or drop a model.</p>;
  if (state.run === undefined && trainable === undefined) return nothing;
  const { status, run, problem, set } = state;
  const canChoose = status !== 'running' && trainable !== undefined && !readOnly;
  return (
    <DataDrop className="train" onData={canChoose ? (data) => set({ data }) : undefined}>
      <section className="train-side scroll" aria-label="The training" tabIndex={0}>
        {problem !== undefined && (
          <p className="over" role="alert">
            {problem.message}
            {problem.where !== undefined && ` (${problem.where})`}
          </p>
        )}
        {status !== 'running' && <UnfinishedRun state={state} />}
        <TrainOutcome state={state} />
        {status === 'running' && <TrainProgress state={state} />}
        {status !== 'running' && (trainable === undefined ? nothing : <TrainSetup state={state} input={trainable} />)}
      </section>
      {run !== undefined && run.epochs.length > 0 ? (
        <Suspense>
          <TrainCharts epochs={run.epochs} />
        </Suspense>
      ) : (
        <div className="train-empty">
          <p>
            {status === 'running'
              ? 'The curves start with the first epoch.'
              : 'Train the network here in the tab: float first, then with the chip’s rounding in the loop. The accuracy at the end is that of the .tflite file, computed with the chip’s integers. The data never leaves this machine.'}
          </p>
        </div>
      )}
    </DataDrop>
  );
}
