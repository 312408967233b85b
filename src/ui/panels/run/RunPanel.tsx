/** The network on an input: what goes in, every tensor on the way, and how far the chip's integers are from float32. */
import './run.css';
import { useState } from 'react';
import { formatMilliseconds } from '../../../core/base/format.ts';
import { useDesign, useStores, useWeights } from '../../../state/hooks.ts';
import { weightsWords } from '../../app/weights-words.ts';
import { SegmentedControl } from '../../widgets/SegmentedControl.tsx';
import { ErrorTable } from './ErrorTable.tsx';
import { InputPicker } from './InputPicker.tsx';
import { QuantiseSection } from './QuantiseSection.tsx';
import { TensorView } from './TensorView.tsx';
import { useNetworkInputs } from './use-network-ends.ts';
import { useFollowing, useRun } from './use-run.ts';

const VIEWS = [
  { value: 'tensors', label: 'Tensors', tip: 'What the selected node gives, reads and keeps' },
  { value: 'errors', label: 'Error per layer', tip: 'How far each int8 tensor is from float32 on this input' },
  { value: 'quantise', label: 'Quantisation', tip: 'How float weights and values become integers' },
] as const;

type View = (typeof VIEWS)[number]['value'];

export function RunPanel() {
  const store = useFollowing();
  const inputs = useNetworkInputs();
  const hasInput = useRun(({ input }) => input !== undefined);
  const [view, setView] = useState<View>('tensors');
  const isEmpty = useDesign(({ design }) => design.graph.nodes.length < 2);
  if (isEmpty || inputs.length === 0)
    return <p className="panel-empty">Nothing to run yet. Draw an input and a layer, open a sample, or drop a model.</p>;
  if (!hasInput)
    return (
      <div className="run-empty">
        <p>Run the network on an input of yours and look at any tensor, as the chip computes it and in float32 beside it.</p>
        <button
          type="button"
          className="button primary"
          onClick={() => store.getState().setInput({ words: 'seed 1', source: { kind: 'seed', seed: 1 } })}
        >
          Run on a generated input
        </button>
      </div>
    );
  return (
    <div className="run-panel">
      <aside className="run-side scroll" aria-label="Input of the run">
        <InputPicker inputs={inputs} />
        <RunStatus />
      </aside>
      <section className="run-main" aria-label="Result of the run">
        <div className="run-views">
          <SegmentedControl label="Shown of the run" segments={VIEWS} value={view} onChange={setView} />
        </div>
        {view === 'tensors' && <TensorView />}
        {view === 'errors' && <ErrorTable />}
        {view === 'quantise' && <QuantiseSection />}
      </section>
    </div>
  );
}

/** How it went, and what has to be known of it. */
function RunStatus() {
  const { weights, selection } = useStores();
  const status = useRun((state) => state.status);
  const problem = useRun((state) => state.problem);
  const answer = useRun((state) => state.answer);
  const state = useWeights((each) => each);
  const node = /^node (\S+)$/.exec(problem?.where ?? '')?.[1];
  return (
    <div className="run-status">
      <p aria-live="polite">
        {status === 'running' && 'Running…'}
        {status === 'done' && answer !== undefined && `Ran in ${formatMilliseconds(answer.run.ms)} here`}
      </p>
      {problem !== undefined && (
        <p className="over" role="alert">
          {problem.message}
        </p>
      )}
      {problem !== undefined && node !== undefined && (
        <button type="button" className="button outlined" onClick={() => selection.getState().select([node.split('#')[0]!])}>
          Show the node
        </button>
      )}
      {state.unfit.length > 0 && (
        <button type="button" className="button outlined" onClick={() => void weights.getState().fillUnfit()}>
          Fill with random weights
        </button>
      )}
      <p className={state.status === 'ready' ? 'muted' : 'warn'}>Weights {weightsWords(state)}</p>
    </div>
  );
}
