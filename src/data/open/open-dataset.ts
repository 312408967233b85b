/** Opens any data set: one that comes with Tinyscape, or the user's files, whose format shows in their names. */
import { fail, type Result } from '../../core/base/result.ts';
import type { BuiltInId } from '../../core/dataset/built-ins.ts';
import type { OpenOptions } from '../../core/dataset/open-options.ts';
import { openAudio } from '../audio/open-audio.ts';
import { isIdxName, openIdx } from '../arrays/idx.ts';
import { openNpy } from '../arrays/npy.ts';
import type { Dataset } from '../dataset.ts';
import { extensionOf, fileNameOf, isClutter, type DataFile } from '../files/data-file.ts';
import { ungzipped } from '../files/gzip.ts';
import { readTar } from '../files/tar.ts';
import { readZip } from '../files/zip.ts';
import type { OnProgress } from '../gather.ts';
import { isCifarName, openCifar } from '../images/cifar.ts';
import { IMAGE_TYPES, openImages } from '../images/open-images.ts';
import type { DecodeImage } from '../images/pixels.ts';
import { openMnist, type FetchChunk } from '../mnist/open-mnist.ts';
import { openSeries, TABLE_TYPES } from '../series/open-series.ts';
import type { KeyedBytes } from '../store/keyed-bytes.ts';
import { openSynthetic } from '../synthetic/synthetic-set.ts';
import { SYNTHETIC_SETS } from './synthetic-sets.ts';

export type DataSource =
  | { readonly kind: 'built-in'; readonly id: BuiltInId }
  | { readonly kind: 'files'; readonly name: string; readonly files: readonly DataFile[] };

/** What reading needs of the platform. */
export interface DataIo {
  readonly fetchMnistChunk: FetchChunk;
  /** For pictures that are neither PNG nor JPEG. */
  readonly decodeImage?: DecodeImage;
  /** For data sets larger than memory. */
  readonly storage?: KeyedBytes;
  /** For features already computed. */
  readonly cache?: KeyedBytes;
  readonly onProgress?: OnProgress;
}

/** A Problem names the data set or the file, and says what is wrong; single bad files are in the data set's `skipped`. */
export async function openDataset(source: DataSource, io: DataIo, options: OpenOptions = {}): Promise<Result<Dataset>> {
  if (source.kind === 'files') return openFiles(source.name, source.files, io, options);
  if (source.id === 'mnist') return openMnist(io.fetchMnistChunk, options, io.onProgress);
  const { samples: _, ...shared } = options;
  return openSynthetic(SYNTHETIC_SETS[source.id], { ...shared, onProgress: io.onProgress });
}

async function openFiles(name: string, given: readonly DataFile[], io: DataIo, options: OpenOptions): Promise<Result<Dataset>> {
  const unpacked = await unpack(given.filter(({ path }) => !isClutter(path)));
  if (!unpacked.ok) return unpacked;
  const files = unpacked.value;
  const platform = { ...options, storage: io.storage, cache: io.cache, onProgress: io.onProgress };
  const has = (test: (path: string) => boolean): boolean => files.some(({ path }) => test(path));
  try {
    if (has(isIdxName)) return await openIdx(name, files, options);
    if (has(isCifarName)) return await openCifar(name, files, options);
    if (has((path) => extensionOf(path) === 'npy')) return await openNpy(name, files, options);
    if (has((path) => extensionOf(path) === 'wav')) return await openAudio(name, files, platform);
    if (has((path) => IMAGE_TYPES.has(extensionOf(path)))) return await openImages(name, files, { ...platform, decode: io.decodeImage });
    if (has((path) => TABLE_TYPES.has(extensionOf(path)))) return await openSeries(name, files, platform);
  } catch (error) {
    return fail(`${name}: it could not be read (${error instanceof Error ? error.message : String(error)})`);
  }
  return fail(`${name}: it holds no pictures, .wav, .csv, .npy, IDX or CIFAR-10 files in a layout that is known`);
}

/** The files of a single archive, or the files themselves. */
async function unpack(files: readonly DataFile[]): Promise<Result<readonly DataFile[]>> {
  const [file] = files;
  if (file === undefined) return fail('there are no files');
  if (files.length > 1) return { ok: true, value: files };
  const type = extensionOf(file.path);
  if (type === 'zip' || type === 'npz') return readZip(file);
  if (type === 'tar') return readTar(file);
  if (type !== 'tgz' && !/\.tar\.gz$/i.test(fileNameOf(file.path))) return { ok: true, value: files };
  try {
    return await readTar(await ungzipped(file));
  } catch (error) {
    return fail(`${file.path}: it could not be unpacked (${error instanceof Error ? error.message : String(error)})`);
  }
}
