/** What of a recipe few runs need to change. */
import { useId, type ReactNode } from 'react';
import { useDesign, useLibrary } from '../../../state/hooks.ts';
import { SegmentedControl } from '../../widgets/SegmentedControl.tsx';
import { Stepper } from '../../widgets/Stepper.tsx';
import type { TrainSettings } from './train-settings.ts';

interface TrainOptionsProps {
  readonly settings: TrainSettings;
  readonly set: (change: Partial<TrainSettings>) => void;
}

const BITS = [
  { value: '8', label: 'int8' },
  { value: '4', label: 'int4', tip: 'Weights of 15 levels, in the same file format: smaller once compressed' },
] as const;
const DEVICES = [
  { value: 'fastest', label: 'Fastest', tip: 'Times a step on each that starts' },
  { value: 'wasm', label: 'WebAssembly', tip: 'Repeats bit for bit' },
  { value: 'webgpu', label: 'WebGPU', tip: 'The graphics card; its sums differ in their last digits from run to run' },
] as const;
const PRUNINGS = [
  { value: 'none', label: 'Nothing' },
  { value: 'channels', label: 'Channels', tip: 'The weakest channels are taken out of the network while it trains' },
  { value: 'weights', label: 'Weights', tip: 'The smallest weights of each layer become zero: same size, smaller once compressed' },
] as const;

export function TrainOptions({ settings, set }: TrainOptionsProps) {
  return (
    <details
      className="train-options"
      onToggle={({ currentTarget }) => currentTarget.open && currentTarget.scrollIntoView({ block: 'nearest' })}
    >
      <summary>More options</summary>
      <div className="train-more">
        <Choice label="Weights">
          <SegmentedControl
            label="Bits of a weight"
            segments={BITS}
            value={settings.weightBits === 8 ? '8' : '4'}
            onChange={(bits) => set({ weightBits: bits === '8' ? 8 : 4 })}
          />
        </Choice>
        <Select
          label="Ranges of values"
          value={settings.ranges}
          options={{
            'moving-average': 'moving average',
            percentile: 'without outliers',
            'min-max': 'widest seen',
            learned: 'learned (LSQ)',
          }}
          onChange={(ranges) => set({ ranges })}
        />
        <Choice label="Computed on">
          <SegmentedControl
            label="Computed on"
            segments={DEVICES}
            value={settings.device === 'cpu' ? undefined : settings.device}
            onChange={(device) => set({ device })}
          />
        </Choice>
        <OptimizerOptions settings={settings} set={set} />
        <Choice label="Prune">
          <SegmentedControl label="Prune" segments={PRUNINGS} value={settings.pruning} onChange={(pruning) => set({ pruning })} />
        </Choice>
        {settings.pruning !== 'none' && (
          <Stepper
            label="Pruned"
            help="Percent of what can be pruned, by 60 % of the float epochs"
            value={settings.prunedPercent}
            min={0}
            max={95}
            step={5}
            onChange={(prunedPercent) => set({ prunedPercent })}
          />
        )}
        <TeacherField settings={settings} set={set} />
        <label className="train-check">
          <input
            type="checkbox"
            checked={settings.classWeights === 'balanced'}
            onChange={(event) => set({ classWeights: event.target.checked ? 'balanced' : 'none' })}
          />
          Classes count the same, however many samples they have
        </label>
      </div>
    </details>
  );
}

function OptimizerOptions({ settings, set }: TrainOptionsProps) {
  return (
    <>
      <Select
        label="Optimiser"
        value={settings.optimizer}
        options={{ adam: 'Adam', sgd: 'SGD with momentum', rmsprop: 'RMSprop' }}
        onChange={(optimizer) => set({ optimizer })}
      />
      <Select
        label="Learning rate goes"
        value={settings.schedule}
        options={{ cosine: 'down by a cosine', 'one-cycle': 'up, then down', step: 'down in three steps', constant: 'nowhere' }}
        onChange={(schedule) => set({ schedule })}
      />
      <Stepper
        label="Weight decay"
        help="Decoupled; on kernels alone"
        value={settings.weightDecay}
        min={0}
        max={1}
        step={0.001}
        whole={false}
        onChange={(weightDecay) => set({ weightDecay })}
      />
      <Stepper
        label="Label smoothing"
        value={settings.labelSmoothing}
        min={0}
        max={0.5}
        step={0.05}
        whole={false}
        onChange={(labelSmoothing) => set({ labelSmoothing })}
      />
      <Stepper
        label="Patience"
        help="Epochs without a better validation after which it stops; 0 never"
        value={settings.patience}
        min={0}
        max={1000}
        onChange={(patience) => set({ patience })}
      />
    </>
  );
}

/** Only designs with weights can teach; which those are is known when one is read. */
function TeacherField({ settings, set }: TrainOptionsProps) {
  const open = useDesign(({ id }) => id);
  const recent = useLibrary((library) => library.recent);
  const others = recent.filter(({ id }) => id !== open);
  const options = Object.fromEntries([['', 'its labels alone'], ...others.map(({ id, name }) => [id, name])]);
  return (
    <Select
      label="Learns from"
      value={settings.teacher ?? ''}
      options={options}
      onChange={(teacher) => set({ teacher: teacher === '' ? undefined : teacher })}
    />
  );
}

interface SelectProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: Readonly<Record<T, string>>;
  readonly onChange: (value: T) => void;
}

function Select<T extends string>({ label, value, options, onChange }: SelectProps<T>) {
  const id = useId();
  return (
    <div className="train-choice">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="field" value={value} onChange={(event) => onChange(event.target.value as T)}>
        {Object.entries<string>(options).map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

function Choice({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="train-choice">
      <span>{label}</span>
      {children}
    </div>
  );
}
