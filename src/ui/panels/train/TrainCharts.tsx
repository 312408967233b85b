import { formatNumber, formatPercent } from '../../../core/base/format.ts';
import type { EpochReport } from '../../../core/training/progress.ts';
import { LineChart } from '../../charts/LineChart.tsx';

const LOSS = [
  { id: 'train', name: 'Training', tone: 'first' },
  { id: 'validation', name: 'Validation', tone: 'second' },
] as const;
const ACCURACY = [{ id: 'accuracy', name: 'Validation', tone: 'second' }] as const;

/** Loss and accuracy by epoch; the line marks where the int8 epochs start. */
export function TrainCharts({ epochs }: { readonly epochs: readonly EpochReport[] }) {
  const points = epochs.map(({ epoch, train, validation }) => ({
    at: epoch,
    values: { train: train.loss, validation: validation.loss, accuracy: (validation.accuracy ?? 0) * 100 },
  }));
  const aware = epochs.find(({ phase }) => phase === 'quantized');
  const mark = aware === undefined ? undefined : { at: aware.epoch, words: 'int8' };
  const hasAccuracy = epochs.every(({ validation }) => validation.accuracy !== undefined);
  return (
    <div className="train-charts">
      <LineChart label="Loss by epoch" series={LOSS} points={points} format={(value) => formatNumber(value, 3)} mark={mark} />
      {hasAccuracy && (
        <LineChart
          label="Accuracy by epoch, validation"
          series={ACCURACY}
          points={points}
          format={(percent) => formatPercent(percent / 100)}
          top={100}
          mark={mark}
        />
      )}
    </div>
  );
}
