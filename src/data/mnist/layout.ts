/**
 * How MNIST is packed: chunks of 2,000 samples, each a raw deflate of 2,000 class bytes followed by 2,000 images of 28 x 28 bytes, row by
 * row. The first chunks are a data set of their own, 10,000 for training and 2,000 for testing, so that training can start early.
 */
export const MNIST_CHUNK_SAMPLES = 2000;
export const MNIST_IMAGE_BYTES = 28 * 28;
export const MNIST_CHUNK_BYTES = MNIST_CHUNK_SAMPLES * (1 + MNIST_IMAGE_BYTES);

export interface MnistChunk {
  /** Of the file, below `mnist/`. */
  readonly name: string;
  readonly part: 'train' | 'test';
  /** Index of its first sample within the part. */
  readonly first: number;
}

/** The official parts: 60,000 to train, 10,000 to test. */
export const MNIST_SAMPLES = { train: 60_000, test: 10_000 } as const;

/** Samples of each part in the first six chunks. */
export const MNIST_FIRST_SAMPLES = { train: 10_000, test: 2000 } as const;

type PartSamples = Readonly<Record<MnistChunk['part'], number>>;

/** In the order in which they are fetched. */
export const MNIST_CHUNKS: readonly MnistChunk[] = [
  ...chunks({ train: 0, test: 0 }, MNIST_FIRST_SAMPLES),
  ...chunks(MNIST_FIRST_SAMPLES, MNIST_SAMPLES),
].map((chunk, i) => ({ ...chunk, name: `${String(i).padStart(2, '0')}.bin` }));

function chunks(from: PartSamples, to: PartSamples): Omit<MnistChunk, 'name'>[] {
  return (['train', 'test'] as const).flatMap((part) => {
    const count = (to[part] - from[part]) / MNIST_CHUNK_SAMPLES;
    return Array.from({ length: count }, (_, i) => ({ part, first: from[part] + i * MNIST_CHUNK_SAMPLES }));
  });
}
