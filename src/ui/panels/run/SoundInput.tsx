/** A second of sound: from the microphone, or from a file. */
import { useState } from 'react';
import { elementCount } from '../../../core/graph/tensor.ts';
import { chooseFile } from '../../actions/files.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { frontEndFor, type InputProps } from './input-form.ts';
import { readSound, recordSound } from './record-sound.ts';
import { featureValues, SAMPLE_RATE, waveformValues } from './sound-values.ts';
import { runStoreOf } from './use-run.ts';

export function SoundInput({ input }: InputProps) {
  const workspace = useWorkspace();
  const [busy, setBusy] = useState(false);
  const count = elementCount(input.shape);
  const frontEnd = frontEndFor(input.shape);
  const run = async (words: string, bytes: Promise<ArrayBuffer>): Promise<void> => {
    setBusy(true);
    try {
      const samples = await readSound(await bytes, SAMPLE_RATE);
      const values = frontEnd === undefined ? waveformValues(samples, count) : featureValues(samples, frontEnd);
      runStoreOf(workspace)
        .getState()
        .setInput({ words, source: { kind: 'values', values: [values] } });
    } catch (error) {
      workspace.stores.view.getState().say(`There is no sound: ${error instanceof Error ? error.message : String(error)}.`, 'error');
    } finally {
      setBusy(false);
    }
  };
  const choose = async (): Promise<void> => {
    const [file] = await chooseFile('audio/*');
    if (file !== undefined) await run(file.name, file.arrayBuffer());
  };
  return (
    <>
      <div className="run-row">
        <button
          type="button"
          className="button outlined"
          disabled={busy}
          onClick={() => void run('a recording', recordSound(seconds(count, frontEnd !== undefined)))}
        >
          {busy ? 'Listening…' : 'Record'}
        </button>
        <button type="button" className="button outlined" disabled={busy} onClick={() => void choose()}>
          Choose a file
        </button>
      </div>
      <p className="muted">
        {frontEnd === undefined ? `Waveform, ${count} samples at 16 kHz` : `Features: ${frontEnd.label}, of one second at 16 kHz`}
      </p>
    </>
  );
}

/** How long is recorded: what the network reads, a second of what it reads features of. */
function seconds(count: number, hasFeatures: boolean): number {
  return hasFeatures ? 1 : Math.min(10, Math.max(0.5, count / SAMPLE_RATE));
}
