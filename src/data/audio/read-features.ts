import { createExtract } from '../../core/audio/extract.ts';
import type { FrontEnd } from '../../core/audio/front-end.ts';
import { ok, type Result } from '../../core/base/result.ts';
import { elementCount } from '../../core/graph/tensor.ts';
import type { LabelledFile } from '../folders/class-folders.ts';
import { gatherFiles, type Decode, type GatheredFiles, type OnProgress } from '../gather.ts';
import type { KeyedBytes } from '../store/keyed-bytes.ts';
import { createRowStore, type RowWriter } from '../store/row-store.ts';
import type { SampleStore } from '../store/sample-store.ts';
import { cachedFeatures, cacheFeatures, featureKey } from './feature-cache.ts';
import { clipOf } from './clip.ts';
import { samplesOf } from './samples-of.ts';

export interface FeatureOptions {
  readonly storage?: KeyedBytes | undefined;
  readonly cache?: KeyedBytes | undefined;
  readonly onProgress?: OnProgress | undefined;
}

export interface Features extends GatheredFiles {
  readonly store: SampleStore;
}

/** Features of each recording's clip of one second, from the cache where they are there. */
export async function readFeatures(
  files: readonly LabelledFile[],
  frontEnd: FrontEnd,
  sampleRate: number,
  { storage, cache, onProgress }: FeatureOptions,
): Promise<Result<Features>> {
  const shape = [frontEnd.frames, frontEnd.features, 1];
  const writer = createRowStore({ type: 'int16', shape, unit: frontEnd.unit, storage, key: 'features' });
  const key = cache === undefined ? undefined : await featureKey(files, frontEnd, sampleRate);
  const cached = key === undefined ? undefined : await cachedFeatures(cache!, key);
  if (cached !== undefined) return fromCache(cached, files, writer, elementCount(shape));
  const gathered = await gatherFiles(files, writer, featuresOf(frontEnd, sampleRate), onProgress);
  if (!gathered.ok) return gathered;
  const { used, skipped } = gathered.value;
  const rows = writer.inMemory();
  if (key !== undefined && rows !== undefined)
    await cacheFeatures(cache!, key, { used: used.map(({ file }) => file.path), skipped, rows: rows as Int16Array });
  return ok({ used, skipped, store: writer.finish() });
}

async function fromCache(
  { used, skipped, rows }: NonNullable<Awaited<ReturnType<typeof cachedFeatures>>>,
  files: readonly LabelledFile[],
  writer: RowWriter,
  size: number,
): Promise<Result<Features>> {
  const byPath = new Map(files.map((labelled) => [labelled.file.path, labelled]));
  for (let i = 0; i < used.length; i++) {
    const added = await writer.add(rows.subarray(i * size, (i + 1) * size));
    if (!added.ok) return added;
  }
  return ok({ used: used.map((path) => byPath.get(path)!), skipped, store: writer.finish() });
}

function featuresOf(frontEnd: FrontEnd, sampleRate: number): Decode {
  const extract = createExtract(frontEnd, sampleRate);
  return (bytes) => {
    const samples = samplesOf(bytes, sampleRate);
    return samples.ok ? ok(extract(clipOf(samples.value, sampleRate))) : samples;
  };
}
