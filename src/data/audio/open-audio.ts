/** Recordings in class folders, in the layout of Speech Commands or of the Free Spoken Digit Dataset, as features of a front end. */
import { createExtract } from '../../core/audio/extract.ts';
import { frontEndById, SAMPLE_RATES, type FrontEnd, type FrontEndId } from '../../core/audio/front-end.ts';
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { OpenOptions } from '../../core/dataset/open-options.ts';
import { assemble } from '../assemble.ts';
import type { Dataset } from '../dataset.ts';
import { memoryFile, type DataFile } from '../files/data-file.ts';
import { readZip } from '../files/zip.ts';
import type { LabelledFile } from '../folders/class-folders.ts';
import { decoded, gatherFiles, type Decode, type OnProgress } from '../gather.ts';
import { DEFAULT_SHARES } from '../split/stratified-split.ts';
import type { KeyedBytes } from '../store/keyed-bytes.ts';
import { createRowStore } from '../store/row-store.ts';
import { clipOf } from './clip.ts';
import { audioLayout, listedSplits } from './layouts.ts';
import { samplesOf } from './samples-of.ts';
import { readWav } from './wav.ts';
import { withCopies } from './with-copies.ts';

export interface AudioOptions extends Pick<OpenOptions, 'seed' | 'shares' | 'frontEnd' | 'sampleRate' | 'copies'> {
  readonly storage?: KeyedBytes | undefined;
  readonly onProgress?: OnProgress | undefined;
}

const MOST_USUAL_RATE = 16_000;
/** Four of the six speakers train, two test. */
const DIGIT_SHARES = { validation: 0.1, test: 1 / 3 };

/** Clips of one second; whole speakers are held out for the test where the names say who spoke. */
export async function openAudio(name: string, files: readonly DataFile[], options: AudioOptions = {}): Promise<Result<Dataset>> {
  const layout = audioLayout(files, await listedSplits(files));
  if (layout.files.length === 0) return fail(`${name}: there is no .wav in a folder named for its class`);
  const frontEnd = frontEndById(options.frontEnd ?? 'micro-speech');
  const sampleRate = options.sampleRate ?? (await usualRate(layout.files));
  const shape = [frontEnd.frames, frontEnd.features, 1];
  const writer = createRowStore({ type: 'int16', shape, unit: frontEnd.unit, storage: options.storage, key: `features/${name}` });
  const gathered = await gatherFiles(layout.files, writer, featuresOf(frontEnd, sampleRate), options.onProgress);
  if (!gathered.ok) return fail(`${name}: ${gathered.error.message}`);
  const { used, skipped } = gathered.value;
  const dataset = assemble(
    {
      name,
      kind: 'audio',
      shape,
      store: writer.finish(),
      classNames: used.map(({ className }) => className),
      names: used.map(({ file }) => file.path),
      ...(used.every(({ group }) => group !== undefined) && { groups: used.map(({ group }) => group!) }),
      given: used.map(({ split }) => split),
      skipped,
      frontEnd: { id: frontEnd.id, sampleRate },
    },
    { ...options, shares: options.shares ?? (layout.name === 'free-spoken-digits' ? DIGIT_SHARES : DEFAULT_SHARES) },
  );
  return dataset.ok ? withCopies(dataset.value, layout, options) : dataset;
}

/** The Free Spoken Digit Dataset from its zip: by default four speakers to train and validate, two to test. */
export async function openSpokenDigits(zip: Uint8Array, frontEnd: FrontEndId, options: AudioOptions = {}): Promise<Result<Dataset>> {
  const files = await readZip(memoryFile('free-spoken-digits.zip', zip));
  return files.ok ? openAudio('Free Spoken Digits', files.value, { ...options, frontEnd }) : files;
}

/** The rate of the first file that can be read. */
async function usualRate(files: readonly LabelledFile[]): Promise<number> {
  for (const { file } of files) {
    const recording = await decoded(file, readWav);
    if (recording.ok) return Math.max(SAMPLE_RATES.least, Math.min(MOST_USUAL_RATE, recording.value.sampleRate));
  }
  return MOST_USUAL_RATE;
}

/** Features of a file's clip of one second. */
function featuresOf(frontEnd: FrontEnd, sampleRate: number): Decode {
  const extract = createExtract(frontEnd, sampleRate);
  return (bytes) => {
    const samples = samplesOf(bytes, sampleRate);
    return samples.ok ? ok(extract(clipOf(samples.value, sampleRate))) : samples;
  };
}
