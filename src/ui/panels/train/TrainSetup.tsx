import { BUILT_INS } from '../../../core/dataset/built-ins.ts';
import type { TensorType } from '../../../core/graph/tensor.ts';
import { useWeights } from '../../../state/hooks.ts';
import type { WeightsState } from '../../../state/weights-store.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Stepper } from '../../widgets/Stepper.tsx';
import { DataField } from './DataField.tsx';
import { builtInFor, type DataChoice } from './train-settings.ts';
import { TrainOptions } from './TrainOptions.tsx';
import type { TrainState } from './train-store.ts';

interface TrainSetupProps {
  readonly state: TrainState;
  /** The network's input, and its output where it has one. */
  readonly input: TensorType;
  readonly output: TensorType | undefined;
}

export function TrainSetup({ state, input, output }: TrainSetupProps) {
  const { readOnly } = useWorkspace();
  const weights = useWeights((each) => each);
  const { settings, set, start, status } = state;
  const data = settings.data ?? builtInFor(input.shape, output?.shape.at(-1));
  return (
    <div className="train-setup">
      <DataField data={data} input={input.shape} onChange={(next) => set({ data: next })} />
      <button
        type="button"
        className="button primary"
        disabled={readOnly || weights.status === 'reading'}
        onClick={() => void start(data, nameOf(data), input.shape)}
      >
        {status === 'done' ? 'Train again' : 'Train'}
      </button>
      <p className="muted">Starts from {startOf(weights)}.</p>
      <Stepper label="Epochs" help="In float32" value={settings.epochs} min={0} max={1000} onChange={(epochs) => set({ epochs })} />
      <Stepper
        label="int8 epochs"
        help="Quantisation-aware, behind the float ones; 0 quantises after training"
        value={settings.awareEpochs}
        min={0}
        max={1000}
        onChange={(awareEpochs) => set({ awareEpochs })}
      />
      <Stepper
        label="Learning rate"
        help="Highest of a cosine schedule; a tenth of it in the int8 epochs"
        value={settings.learningRate}
        min={0.000_01}
        max={1}
        step={0.0005}
        whole={false}
        onChange={(learningRate) => set({ learningRate })}
      />
      <Stepper label="Batch" help="Samples a step" value={settings.batch} min={1} max={4096} onChange={(batch) => set({ batch })} />
      <Stepper
        label="Seed"
        help="The same seed gives the same run"
        value={settings.seed}
        min={0}
        max={9999}
        onChange={(seed) => set({ seed })}
      />
      <label className="train-check">
        <input type="checkbox" checked={settings.augment} onChange={(event) => set({ augment: event.target.checked })} />
        Augment: small random changes, as usual for the kind of data
      </label>
      <TrainOptions settings={settings} set={set} />
    </div>
  );
}

/** What the first step finds: a run from random weights repeats by its seed, one from kept weights goes on from them. */
function startOf({ status, unfit, source }: WeightsState): string {
  if (status !== 'ready' || source === undefined) return 'random weights of the seed';
  return unfit.length === 0 ? `the weights of ${source.name}` : 'random weights: those kept do not fit the network as edited';
}

function nameOf(data: DataChoice): string {
  if (data.kind === 'files') return data.name;
  return BUILT_INS.find(({ id }) => id === data.id)?.name ?? data.id;
}
