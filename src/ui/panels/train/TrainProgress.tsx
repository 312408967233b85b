import { formatNumber, formatPercent } from '../../../core/base/format.ts';
import type { StepReport } from '../../../core/training/progress.ts';
import type { Recipe } from '../../../core/training/recipe.ts';
import { DataFacts } from './DataFacts.tsx';
import { secondsLeft, timeLeftText } from './time-left.ts';
import { DEVICE_NAMES, type ShownReport, type TrainState } from './train-store.ts';

export function TrainProgress({ state }: { readonly state: TrainState }) {
  const { run, report, paused, finishing, pause, resume, finish, cancel } = state;
  if (run === undefined) return undefined;
  const { epochs, quantization } = run.recipe;
  const all = epochs + (quantization?.epochs ?? 0);
  const training = report?.kind === 'step' || report?.kind === 'epoch';
  return (
    <div className="train-progress">
      <p>
        <strong>{run.data}</strong> into {run.design.name}
        {run.device !== undefined && <span className="muted">, on {DEVICE_NAMES[run.device]}</span>}
      </p>
      {run.notes.map((note) => (
        <p key={note} className="warn" role="status">
          {note}
        </p>
      ))}
      <progress aria-label="Progress of the training" max={1} value={shareOf(report, epochs)} />
      <p aria-live="off" className="train-now">
        {paused ? 'Paused. ' : ''}
        {textOf(report, all)}
      </p>
      {report?.kind === 'step' && !paused && <p className="train-now muted">{detailText(report.step, run.recipe)}</p>}
      {run.facts !== undefined && <DataFacts facts={run.facts} />}
      <div className="train-buttons">
        <button
          type="button"
          className="button outlined"
          disabled={!training || finishing}
          data-tip="It can go on later, after the page was closed too"
          onClick={paused ? resume : pause}
        >
          {paused ? 'Resume' : 'Pause'}
        </button>
        <button
          type="button"
          className="button outlined"
          disabled={!training || finishing}
          data-tip="Ends with the best epoch so far, quantised"
          onClick={finish}
        >
          {finishing ? 'Finishing…' : 'Finish now'}
        </button>
        <button type="button" className="button outlined" data-tip="Throws this run away" onClick={cancel}>
          Cancel
        </button>
      </div>
    </div>
  );
}

/** Of the phase that is on; undefined while nothing is known. */
function shareOf(report: ShownReport | undefined, floatEpochs: number): number | undefined {
  if (report?.kind === 'opening') return report.all === 0 ? undefined : report.done / report.all;
  if (report?.kind === 'step') return (report.step.step + 1) / report.step.steps;
  if (report?.kind === 'data' || report?.kind === 'moved') return undefined;
  return report === undefined || report.epoch.epoch === floatEpochs ? undefined : 1;
}

function textOf(report: ShownReport | undefined, epochs: number): string {
  if (report === undefined || report.kind === 'data' || report.kind === 'moved') return 'Starting…';
  if (report.kind === 'opening') return `Reading the data: ${formatPercent(report.done / Math.max(1, report.all))}`;
  const { epoch, phase, samplesPerSecond } = report.kind === 'step' ? report.step : report.epoch;
  const loss = report.kind === 'step' ? report.step.loss : report.epoch.train.loss;
  const words = phase === 'float' ? 'float' : 'quantisation-aware';
  return `Epoch ${epoch} of ${epochs}, ${words}: loss ${formatNumber(loss, 4)}, ${Math.round(samplesPerSecond)} samples/s${threadsText(report)}`;
}

function threadsText(report: ShownReport): string {
  return report.kind === 'step' && report.step.threads > 1 ? ` on ${report.step.threads} threads` : '';
}

function detailText(step: StepReport, recipe: Recipe): string {
  const left = timeLeftText(secondsLeft(step, recipe));
  return `Learning rate ${formatNumber(step.learningRate)}${left === '' ? '' : `, ${left}`}`;
}
