import { createExtract } from '../../core/audio/extract.ts';
import { frontEndById } from '../../core/audio/front-end.ts';
import { defined } from '../../core/base/assert.ts';
import { createRandom } from '../../core/base/random.ts';
import { fail, ok, type Result } from '../../core/base/result.ts';
import { elementCount } from '../../core/graph/tensor.ts';
import { changedClip, USUAL_WAVEFORM_CHANGES } from '../augment/waveform.ts';
import type { Dataset } from '../dataset.ts';
import type { DataFile } from '../files/data-file.ts';
import { decoded } from '../gather.ts';
import { sampleHash } from '../split/sample-hash.ts';
import type { KeyedBytes } from '../store/keyed-bytes.ts';
import { joinedStores } from '../store/record-store.ts';
import { createRowStore } from '../store/row-store.ts';
import { clipOf } from './clip.ts';
import type { AudioLayout } from './layouts.ts';
import { samplesOf } from './samples-of.ts';

interface CopyOptions {
  readonly seed?: number;
  readonly copies?: number;
  readonly storage?: KeyedBytes | undefined;
}

/** The data set with changed copies of its training samples behind them: shifted, louder or softer, over what is heard in the background. */
export async function withCopies(
  dataset: Dataset,
  layout: AudioLayout,
  { seed = 1, copies = 0, storage }: CopyOptions,
): Promise<Result<Dataset>> {
  if (copies === 0) return ok(dataset);
  const { id, sampleRate } = defined(dataset.frontEnd, 'the front end of sound');
  const frontEnd = frontEndById(id);
  const extract = createExtract(frontEnd, sampleRate);
  const backgrounds = await backgroundsOf(layout.backgrounds, sampleRate);
  const files = new Map(layout.files.map(({ file }) => [file.path, file]));
  const { train } = dataset.splits;
  const writer = createRowStore({ type: 'int16', shape: dataset.sampleShape, unit: frontEnd.unit, storage, key: `copies/${dataset.name}` });
  for (let i = 0; i < train.count * copies; i++) {
    const name = train.nameOf!(i % train.count);
    const samples = samplesOf(await files.get(name)!.read(), sampleRate);
    if (!samples.ok) return fail(`${dataset.name}: ${name} has changed while it was read`);
    const random = createRandom(sampleHash(`${Math.floor(i / train.count)} ${name}`, seed));
    const added = await writer.add(extract(changedClip(clipOf(samples.value, sampleRate), backgrounds, USUAL_WAVEFORM_CHANGES, random)));
    if (!added.ok) return added;
  }
  const store = joinedStores([train, writer.finish()], elementCount(dataset.sampleShape));
  const labels = Int32Array.from({ length: store.count }, (_, i) => train.labels[i % train.count]!);
  const nameOf = (index: number): string => train.nameOf!(index % train.count);
  return ok({ ...dataset, splits: { ...dataset.splits, train: { ...store, labels, nameOf } } });
}

/** Those that can be read and are as long as a clip. */
async function backgroundsOf(files: readonly DataFile[], sampleRate: number): Promise<Float32Array[]> {
  const backgrounds: Float32Array[] = [];
  for (const file of files) {
    const samples = await decoded(file, (bytes) => samplesOf(bytes, sampleRate));
    if (samples.ok && samples.value.length >= sampleRate) backgrounds.push(samples.value);
  }
  return backgrounds;
}
