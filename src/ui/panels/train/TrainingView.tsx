/** The run that is set up, on or over: what it is made of on the left, its curves on the right. */
import { Suspense } from 'react';
import { useDesign } from '../../../state/hooks.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { lazily } from '../../widgets/lazily.ts';
import { useNetworkEnds } from '../run/use-network-ends.ts';
import { DataDrop } from './DataDrop.tsx';
import { TrainOutcome } from './TrainOutcome.tsx';
import { TrainProgress } from './TrainProgress.tsx';
import { TrainSetup } from './TrainSetup.tsx';
import { UnfinishedRun } from './UnfinishedRun.tsx';
import type { TrainState } from './train-store.ts';

const TrainCharts = lazily(() => import('./TrainCharts.tsx'), 'TrainCharts');

const PURPOSE =
  'Train the network here in the tab: float first, then with the chip’s rounding in the loop. The accuracy at the end is that of the .tflite file, computed with the chip’s integers. The data never leaves this machine.';

export function TrainingView({ state }: { readonly state: TrainState }) {
  const { readOnly } = useWorkspace();
  const { inputs, outputs } = useNetworkEnds();
  const isEmpty = useDesign(({ design }) => design.graph.nodes.length < 2);
  const [input] = inputs;
  const trainable = isEmpty ? undefined : input;
  const nothing = <p className="panel-empty">Nothing to train yet. Draw an input and a layer, open a sample, or drop a model.</p>;
  const { status, run, problem, set } = state;
  if (run === undefined && trainable === undefined) return nothing;
  const canChoose = status !== 'running' && trainable !== undefined && !readOnly;
  return (
    <DataDrop className="train-body" onData={canChoose ? (data) => set({ data }) : undefined}>
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
        {status !== 'running' && (trainable === undefined ? nothing : <TrainSetup state={state} input={trainable} output={outputs[0]} />)}
      </section>
      {run !== undefined && run.epochs.length > 0 ? (
        <Suspense>
          <TrainCharts epochs={run.epochs} />
        </Suspense>
      ) : (
        <div className="train-empty">
          <p>{status === 'running' ? 'The curves start with the first epoch.' : PURPOSE}</p>
        </div>
      )}
    </DataDrop>
  );
}
