/** What to train on: data that comes with Tinyscape, the user's files, or what they record here. */
import { Suspense, useId, useState } from 'react';
import { formatCount } from '../../../core/base/format.ts';
import { BUILT_INS } from '../../../core/dataset/built-ins.ts';
import { shapeText, type Shape } from '../../../core/graph/tensor.ts';
import { chooseFile, chooseFolder } from '../../actions/files.ts';
import { lazily } from '../../widgets/lazily.ts';
import { chosenFiles, filesChoice } from './files-choice.ts';
import type { DataChoice } from './train-settings.ts';

const CaptureDialog = lazily(() => import('./capture/CaptureDialog.tsx'), 'CaptureDialog');

const DATA_FILES = '.zip,.tar,.gz,.tgz,.npz,.npy,.csv,.tsv,.txt,.wav,.png,.jpg,.jpeg,.bin';

interface DataFieldProps {
  readonly data: DataChoice;
  /** Of the network's input, the batch first. */
  readonly input: Shape;
  readonly onChange: (data: DataChoice) => void;
}

export function DataField({ data, input, onChange }: DataFieldProps) {
  const id = useId();
  const [recording, setRecording] = useState(false);
  const chooseOwn = async (ask: () => Promise<readonly File[]>): Promise<void> => {
    const chosen = filesChoice(chosenFiles(await ask()));
    if (chosen !== undefined) onChange(chosen);
  };
  const pick = (value: string): void => {
    if (value === 'files') return void chooseOwn(() => chooseFile(DATA_FILES, true));
    if (value === 'folder') return void chooseOwn(chooseFolder);
    if (value === 'record') return setRecording(true);
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
        <option value="record">Record your own…</option>
      </select>
      {about !== undefined && (
        <p className="muted">
          {about.description}. Samples {shapeText(about.sampleShape)}, {formatCount(about.classes)} classes.
        </p>
      )}
      {recording && (
        <Suspense>
          <CaptureDialog input={input} onUse={onChange} onClose={() => setRecording(false)} />
        </Suspense>
      )}
    </div>
  );
}

function valueOf(data: DataChoice): string {
  if (data.kind === 'files') return 'own';
  return data.id === 'mnist' && data.samples === 'all' ? 'mnist-all' : data.id;
}
