/** One choice of a few, side by side: native radio buttons, so arrows move and screen readers know it. */
import './segmented.css';
import { useId } from 'react';
import { Icon, type IconName } from './Icon.tsx';

export interface Segment<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly icon?: IconName;
  readonly tip?: string;
}

interface SegmentedControlProps<T extends string> {
  readonly label: string;
  readonly segments: readonly Segment<T>[];
  readonly value: T | undefined;
  readonly onChange: (value: T) => void;
}

export function SegmentedControl<T extends string>({ label, segments, value, onChange }: SegmentedControlProps<T>) {
  const name = useId();
  return (
    <fieldset className="segmented">
      <legend className="visually-hidden">{label}</legend>
      {segments.map((segment) => (
        <label key={segment.value} data-tip={segment.tip}>
          <input type="radio" name={name} checked={segment.value === value} onChange={() => onChange(segment.value)} />
          <span>
            {segment.icon === undefined ? segment.label : <Icon name={segment.icon} />}
            {segment.icon !== undefined && <span className="visually-hidden">{segment.label}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
