import { SegmentedControl } from '../../widgets/SegmentedControl.tsx';

const VIEWS = [
  { value: 'training', label: 'Training', tip: 'Set up, run, curves and outcome' },
  { value: 'confusion', label: 'Confusion', tip: 'Which classes the chip mistakes for which, and the samples' },
  { value: 'layers', label: 'Layers', tip: 'How weights and outputs are spread, and what int8 holds of them' },
  { value: 'runs', label: 'Runs', tip: 'Earlier runs, kept in this browser, to compare' },
] as const;
export type TrainView = (typeof VIEWS)[number]['value'];

interface TrainViewsProps {
  readonly view: TrainView;
  readonly onChange: (view: TrainView) => void;
}

/** Which look at the training the panel shows. It lies over the start of each one's bar, so that the keyboard stays on it. */
export function TrainViews({ view, onChange }: TrainViewsProps) {
  return (
    <div className="train-views">
      <SegmentedControl label="View" segments={VIEWS} value={view} onChange={onChange} />
    </div>
  );
}
