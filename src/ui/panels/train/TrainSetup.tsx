import { useId } from 'react';
import { formatCount } from '../../../core/base/format.ts';
import { BUILT_INS } from '../../../core/dataset/built-ins.ts';
import { shapeText, type TensorType } from '../../../core/graph/tensor.ts';
import { useWeights } from '../../../state/hooks.ts';
import type { WeightsState } from '../../../state/weights-store.ts';
import { chooseFile, chooseFolder } from '../../actions/files.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Stepper } from '../../widgets/Stepper.tsx';
import { builtInFor, type DataChoice } from './train-settings.ts';
import { TrainOptions } from './TrainOptions.tsx';
import type { TrainState } from './train-store.ts';

const DATA_FILES = '.zip,.tar,.gz,.tgz,.npz,.npy,.csv,.tsv,.txt,.wav,.png,.jpg,.jpeg,.bin';

interface TrainSetupProps {
  readonly state: TrainState;
  /** The network's input. */
  readonly input: TensorType;
}

export function TrainSetup({ state, input }: TrainSetupProps) {
  const { readOnly } = useWorkspace();
  const weights = useWeights((each) => each);
  const { settings, set, start, status } = state;
  const data = settings.data ?? builtInFor(input.shape);
  return (
    <div className="train-setup">
      <DataField data={data} onChange={(next) => set({ data: next })} />
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

interface DataFieldProps {
  readonly data: DataChoice;
  readonly onChange: (data: DataChoice) => void;
}

function DataField({ data, onChange }: DataFieldProps) {
  const id = useId();
  const chooseOwn = async (ask: () => Promise<readonly File[]>): Promise<void> => {
    const files = await ask();
    const [first] = files;
    if (first !== undefined) onChange({ kind: 'files', name: first.webkitRelativePath.split('/')[0] || first.name, files });
  };
  const pick = (value: string): void => {
    if (value === 'files') return void chooseOwn(() => chooseFile(DATA_FILES, true));
    if (value === 'folder') return void chooseOwn(chooseFolder);
    if (value === 'mnist-all') return onChange({ kind: 'built-in', id: 'mnist', samples: 'all' });
    const known = BUILT_INS.find((each) => each.id === value);
    if (known !== undefined) onChange({ kind: 'built-in', id: known.id, samples: 'first' });
  };
  const about = data.kind === 'files' ? undefined : BUILT_INS.find((each) => each.id === data.id);
  return (
    <div className="train-data">
      <label htmlFor={id}>Data</label>
      <select id={id} className="field" value={valueOf(data)} onChange={(event) => pick(event.target.value)}>
        {BUILT_INS.map((each) => (
          <option key={each.id} value={each.id}>
            {each.id === 'mnist' ? 'MNIST, its first 12,000' : each.name}
          </option>
        ))}
        <option value="mnist-all">MNIST, all 70,000</option>
        {data.kind === 'files' && <option value="own">{data.name}</option>}
        <option value="files">Files of yours: .zip, .csv, .npy, .wav…</option>
        <option value="folder">A folder of yours, one folder a class…</option>
      </select>
      {about !== undefined && (
        <p className="muted">
          {about.description}. Samples {shapeText(about.sampleShape)}, {formatCount(about.classes)} classes.
        </p>
      )}
    </div>
  );
}

function valueOf(data: DataChoice): string {
  if (data.kind === 'files') return 'own';
  return data.id === 'mnist' && data.samples === 'all' ? 'mnist-all' : data.id;
}
