import { useId } from 'react';
import { PIXEL_RANGES, type PixelRange } from './picture-values.ts';

interface PixelRangeFieldProps {
  readonly value: PixelRange;
  readonly onChange: (range: PixelRange) => void;
}

/** What black and white become: as the network was trained. */
export function PixelRangeField({ value, onChange }: PixelRangeFieldProps) {
  const id = useId();
  return (
    <div className="run-row">
      <label htmlFor={id} data-tip="What black and white become: as the network was trained">
        Pixels
      </label>
      <select id={id} className="field" value={value} onChange={(event) => onChange(event.target.value as PixelRange)}>
        {Object.entries(PIXEL_RANGES).map(([name, { label }]) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}
