/** Recordings in class folders, in the layout of Speech Commands or of the Free Spoken Digit Dataset, as features of a front end. */
import { frontEndById, SAMPLE_RATES, USUAL_FRONT_END, type FrontEndId } from '../../core/audio/front-end.ts';
import { fail, type Result } from '../../core/base/result.ts';
import type { OpenOptions } from '../../core/dataset/open-options.ts';
import { assemble } from '../assemble.ts';
import type { Dataset } from '../dataset.ts';
import { memoryFile, type DataFile } from '../files/data-file.ts';
import { readZip } from '../files/zip.ts';
import type { LabelledFile } from '../folders/class-folders.ts';
import { decoded } from '../gather.ts';
import { DEFAULT_SHARES } from '../split/stratified-split.ts';
import { audioLayout, listedSplits } from './layouts.ts';
import { readFeatures, type FeatureOptions } from './read-features.ts';
import { readWav } from './wav.ts';
import { withCopies } from './with-copies.ts';

export interface AudioOptions
  extends Pick<OpenOptions, 'seed' | 'shares' | 'oneClass' | 'frontEnd' | 'sampleRate' | 'copies'>, FeatureOptions {}

const MOST_USUAL_RATE = 16_000;
/** Four of the six speakers train, two test. */
const DIGIT_SHARES = { validation: 0.1, test: 1 / 3 };

/** Clips of one second; whole speakers are held out for the test where the names say who spoke. */
export async function openAudio(name: string, files: readonly DataFile[], options: AudioOptions = {}): Promise<Result<Dataset>> {
  const layout = audioLayout(files, await listedSplits(files));
  if (layout.files.length === 0) return fail(`${name}: there is no .wav in a folder named for its class`);
  const frontEnd = frontEndById(options.frontEnd ?? USUAL_FRONT_END);
  const sampleRate = options.sampleRate ?? (await usualRate(layout.files));
  const features = await readFeatures(layout.files, frontEnd, sampleRate, options);
  if (!features.ok) return fail(`${name}: ${features.error.message}`);
  const { used, skipped, store } = features.value;
  const dataset = assemble(
    {
      name,
      kind: 'audio',
      shape: [frontEnd.frames, frontEnd.features, 1],
      store,
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
