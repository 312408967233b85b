import { Icon } from '../../../widgets/Icon.tsx';
import type { RecordedSample } from './recorded-class.ts';

interface SampleStripProps {
  /** Of the class. */
  readonly name: string;
  readonly samples: readonly RecordedSample[];
  readonly onDrop: (sample: RecordedSample) => void;
}

/** As many as fit in a row. */
const SHOWN = 10;

/** The newest samples, the last one first; a click drops one. */
export function SampleStrip({ name, samples, onDrop }: SampleStripProps) {
  const newest = samples.slice(-SHOWN).toReversed();
  return (
    <ul className="capture-strip" aria-label={`Newest of ${name}`}>
      {newest.map((sample, i) => (
        <li key={sample.id}>
          <button
            type="button"
            className="capture-sample"
            aria-label={`Delete ${sample.kind} ${samples.length - i} of ${name}`}
            data-tip="Delete"
            onClick={() => onDrop(sample)}
          >
            {sample.kind === 'picture' ? <img src={sample.url} alt="" /> : <Waveform peaks={sample.peaks} />}
            <span className="capture-delete">
              <Icon name="trash" />
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Waveform({ peaks }: { readonly peaks: readonly number[] }) {
  const lines = peaks.map((peak, i) => `M${i + 0.5} ${12 - 11 * peak - 0.5}V${12 + 11 * peak + 0.5}`);
  return (
    <svg viewBox={`0 0 ${peaks.length} 24`} preserveAspectRatio="none" aria-hidden="true">
      <path d={lines.join('')} stroke="currentColor" strokeWidth={0.7} />
    </svg>
  );
}
