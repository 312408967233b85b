import { formatNumber } from '../../../core/base/format.ts';
import type { TrainReport } from '../../../jobs/train-job.ts';
import { DataFacts } from './DataFacts.tsx';
import type { TrainState } from './train-store.ts';

export function TrainProgress({ state: { run, report, finishing, finish, cancel } }: { readonly state: TrainState }) {
  if (run === undefined) return undefined;
  const { epochs, quantization } = run.recipe;
  const all = epochs + (quantization?.epochs ?? 0);
  const training = report?.kind === 'step' || report?.kind === 'epoch';
  return (
    <div className="train-progress">
      <p>
        <strong>{run.data}</strong> into {run.design.name}
      </p>
      <progress aria-label="Progress of the training" max={1} value={shareOf(report, epochs)} />
      <p aria-live="off" className="train-now">
        {textOf(report, all)}
      </p>
      {run.facts !== undefined && <DataFacts facts={run.facts} />}
      <div className="train-buttons">
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
function shareOf(report: TrainReport | undefined, floatEpochs: number): number | undefined {
  if (report?.kind === 'opening') return report.all === 0 ? undefined : report.done / report.all;
  if (report?.kind === 'step') return (report.step.step + 1) / report.step.steps;
  if (report?.kind === 'data') return undefined;
  return report === undefined || report.epoch.epoch === floatEpochs ? undefined : 1;
}

function textOf(report: TrainReport | undefined, epochs: number): string {
  if (report === undefined || report.kind === 'data') return 'Starting…';
  if (report.kind === 'opening') return `Reading the data: ${formatNumber((100 * report.done) / Math.max(1, report.all))} %`;
  const { epoch, phase, samplesPerSecond } = report.kind === 'step' ? report.step : report.epoch;
  const loss = report.kind === 'step' ? report.step.loss : report.epoch.train.loss;
  const words = phase === 'float' ? 'float' : 'quantisation-aware';
  return `Epoch ${epoch} of ${epochs}, ${words}: loss ${formatNumber(loss, 4)}, ${Math.round(samplesPerSecond)} samples/s`;
}
