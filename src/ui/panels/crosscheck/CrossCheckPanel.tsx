/** The file of the open design in LiteRT.js, beside our interpreter on the same inputs: how far the outputs are apart. */
import './crosscheck.css';
import { formatMilliseconds, formatNumber, formatPercent } from '../../../core/base/format.ts';
import type { CrossCheck, OutputDifference } from '../../../litert/cross-check.ts';
import { useDesign, useWeights } from '../../../state/hooks.ts';
import { weightsWords } from '../../app/weights-words.ts';
import { Table, type Column } from '../../widgets/Table.tsx';
import { hasSameFile, useCrossCheck, type Checked, type CrossCheckState } from './cross-check-store.ts';

export function CrossCheckPanel() {
  const state = useCrossCheck();
  const isEmpty = useDesign(({ design }) => design.graph.nodes.length < 2);
  if (isEmpty) return <p className="panel-empty">Nothing to check yet. Draw an input and a layer, open a sample, or drop a model.</p>;
  return (
    <div className="crosscheck">
      <section className="crosscheck-side scroll" tabIndex={0} aria-label="The check">
        <CheckButton state={state} />
        <Outcome state={state} />
      </section>
      <div className="crosscheck-main">
        {state.checked === undefined ? (
          <div className="crosscheck-empty">
            <p>
              Run the exported file in LiteRT.js, Google’s runtime of .tflite files, beside our interpreter: a second opinion before you
              flash. Its 9 MB are loaded once, from this page’s own address.
            </p>
          </div>
        ) : (
          <Table label="Differences per output" columns={COLUMNS} rows={state.checked.check.outputs} rowKey={({ name }) => name} />
        )}
      </div>
    </div>
  );
}

function CheckButton({ state: { status, checked, start } }: { readonly state: CrossCheckState }) {
  const isReading = useWeights((weights) => weights.status === 'reading');
  const label = checked === undefined ? 'Run in LiteRT.js' : 'Check again';
  return (
    <button type="button" className="button primary" disabled={status === 'running' || isReading} onClick={() => void start()}>
      {status === 'running' ? 'Running…' : label}
    </button>
  );
}

function Outcome({ state: { status, checked, problem } }: { readonly state: CrossCheckState }) {
  const weights = useWeights((each) => each);
  return (
    <>
      <div aria-live="polite">{status === 'done' && checked !== undefined && <Verdict checked={checked} />}</div>
      {problem !== undefined && (
        <p className="over" role="alert">
          {problem.message}
        </p>
      )}
      <p className={weights.status === 'ready' ? 'muted' : 'warn'}>Weights {weightsWords(weights)}</p>
    </>
  );
}

function Verdict({ checked: { design, check, notes } }: { readonly checked: Checked }) {
  const isCurrent = useDesign((state) => hasSameFile(state.design, design));
  return (
    <>
      {!isCurrent && <p className="warn">Of the design before you edited it.</p>}
      <p>
        <strong>{verdictOf(check)}</strong>
      </p>
      <p className="muted">
        {check.runs} generated inputs. The quickest run took {formatMilliseconds(check.ourMs)} in our interpreter,{' '}
        {formatMilliseconds(check.theirMs)} in LiteRT.js.
      </p>
      <p className="muted">
        LiteRT.js rounds once where the chip’s TensorFlow Lite Micro rounds twice, so int8 values may be a step apart, and more after many
        layers. Our interpreter rounds as the chip does.
      </p>
      {notes.map((note) => (
        <p key={note} className="muted">
          {note}
        </p>
      ))}
    </>
  );
}

function verdictOf({ outputs }: CrossCheck): string {
  const values = outputs.reduce((sum, output) => sum + output.values, 0);
  const differing = outputs.reduce((sum, output) => sum + output.differing, 0);
  return differing === 0 ? `All ${values} values agree` : `${differing} of ${values} values differ (${formatPercent(differing / values)})`;
}

function distanceText({ largest, step }: OutputDifference): string {
  if (largest === 0) return 'none';
  if (step === undefined) return formatNumber(largest);
  return `${largest} ${largest === 1 ? 'step' : 'steps'}`;
}

function firstText({ first, step }: OutputDifference): string | undefined {
  if (first === undefined) return undefined;
  const { run, at, ours, theirs } = first;
  const shown = (value: number): string => (step === undefined ? formatNumber(value, 6) : formatNumber(value));
  return `run ${run + 1}, value ${at}: ours ${shown(ours)}, LiteRT.js ${shown(theirs)}`;
}

const COLUMNS: readonly Column<OutputDifference>[] = [
  { id: 'name', header: 'Output', value: ({ name }) => name },
  { id: 'values', header: 'Values', tip: 'Values of the output over all runs', numeric: true, value: ({ values }) => values },
  {
    id: 'differing',
    header: 'Differing',
    tip: 'Values that are not the same in both',
    numeric: true,
    value: ({ differing }) => differing,
    render: ({ differing, values }) => `${differing} (${formatPercent(differing / values)})`,
  },
  {
    id: 'largest',
    header: 'Largest',
    tip: 'Largest difference, in steps of the output’s scale; of a float output in its own unit',
    numeric: true,
    value: ({ largest }) => largest,
    render: distanceText,
  },
  {
    id: 'first',
    header: 'First that differs',
    value: firstText,
    render: (row) => <span className="crosscheck-first">{firstText(row)}</span>,
  },
];
