/** MNIST, 70,000 handwritten digits (Y. LeCun, C. Cortes, C. Burges; CC BY-SA 3.0), from chunks of our own origin or of the checkout. */
import { inflateSync } from 'fflate';
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { OpenOptions } from '../../core/dataset/open-options.ts';
import type { Dataset } from '../dataset.ts';
import type { OnProgress } from '../gather.ts';
import { byteStore, splitOf } from '../store/sample-store.ts';
import { holdOut } from '../split/stratified-split.ts';
import {
  MNIST_CHUNK_BYTES,
  MNIST_CHUNK_SAMPLES,
  MNIST_CHUNKS,
  MNIST_FIRST_SAMPLES,
  MNIST_IMAGE_BYTES,
  MNIST_SAMPLES,
  type MnistChunk,
} from './layout.ts';

/** The bytes of one chunk by its file name; rejects when they are not to be had. */
export type FetchChunk = (name: string) => Promise<Uint8Array>;

const MNIST_SHAPE = [28, 28, 1] as const;

/** One twelfth of the training part validates: 5,002 of 60,000. */
const VALIDATION_SHARE = 1 / 12;
/** Chunks asked for at a time. */
const AT_ONCE = 4;

/** The official split; validation is held out of its training part by stratified hash. */
export async function openMnist(
  fetchChunk: FetchChunk,
  { seed = 1, samples = 'all' }: Pick<OpenOptions, 'seed' | 'samples'> = {},
  onProgress: OnProgress = () => undefined,
): Promise<Result<Dataset>> {
  const parts = samples === 'all' ? MNIST_SAMPLES : MNIST_FIRST_SAMPLES;
  const chunks = MNIST_CHUNKS.filter(({ part, first }) => first < parts[part]);
  const labels = new Int32Array(parts.train + parts.test);
  const images = new Uint8Array(labels.length * MNIST_IMAGE_BYTES);
  const place = (chunk: MnistChunk, bytes: Uint8Array): void => {
    const at = chunk.first + (chunk.part === 'train' ? 0 : parts.train);
    labels.set(bytes.subarray(0, MNIST_CHUNK_SAMPLES), at);
    images.set(bytes.subarray(MNIST_CHUNK_SAMPLES), at * MNIST_IMAGE_BYTES);
  };
  for (let from = 0; from < chunks.length; from += AT_ONCE) {
    const some = chunks.slice(from, from + AT_ONCE);
    const read = await Promise.all(some.map((chunk) => readChunk(fetchChunk, chunk.name)));
    for (const [i, bytes] of read.entries()) {
      if (!bytes.ok) return bytes;
      place(some[i]!, bytes.value);
    }
    onProgress(from + some.length, chunks.length);
  }
  return ok(mnistDataset(images, labels, parts.train, seed));
}

async function readChunk(fetchChunk: FetchChunk, name: string): Promise<Result<Uint8Array>> {
  try {
    const bytes = inflateSync(await fetchChunk(name), { out: new Uint8Array(MNIST_CHUNK_BYTES) });
    return bytes.length === MNIST_CHUNK_BYTES ? ok(bytes) : fail(`MNIST: its chunk ${name} is damaged`);
  } catch (error) {
    return fail(`MNIST: its chunk ${name} could not be read (${error instanceof Error ? error.message : String(error)})`);
  }
}

function mnistDataset(images: Uint8Array, labels: Int32Array, trainCount: number, seed: number): Dataset {
  const store = byteStore(images, MNIST_SHAPE);
  const indices = Int32Array.from(labels, (_, i) => i);
  const { held, kept } = holdOut({ labels }, indices.subarray(0, trainCount), VALIDATION_SHARE, seed);
  return {
    name: 'MNIST',
    kind: 'image',
    sampleShape: MNIST_SHAPE,
    classes: Array.from({ length: 10 }, (_, digit) => String(digit)),
    splits: {
      train: splitOf(store, labels, kept),
      validation: splitOf(store, labels, held),
      test: splitOf(store, labels, indices.subarray(trainCount)),
    },
    skipped: [],
    isSynthetic: false,
  };
}
