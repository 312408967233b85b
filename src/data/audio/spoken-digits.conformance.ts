/** The recordings of ../shared/datasets, opened as a user would. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../dataset.ts';
import { memoryFile } from '../files/data-file.ts';
import { readZip } from '../files/zip.ts';
import { openSpokenDigits } from './open-audio.ts';
import { readWav } from './wav.ts';

const path = fileURLToPath(new URL('../../../../shared/datasets/free-spoken-digits.zip', import.meta.url));
const hasDigits = existsSync(path);
if (!hasDigits) console.warn('SKIPPED: ../shared/datasets is not there, no recordings were opened.');

async function digits(): Promise<Dataset> {
  const dataset = await openSpokenDigits(new Uint8Array(readFileSync(path)), 'micro-speech');
  if (!dataset.ok) throw new Error(dataset.error.message);
  return dataset.value;
}

describe.skipIf(!hasDigits)('the Free Spoken Digit Dataset', () => {
  it('opens with all 3,000 recordings: four speakers to train and validate, two to test, ten classes alike', async () => {
    const { splits, classes, sampleShape, skipped, frontEnd } = await digits();
    expect([splits.train.count, splits.validation.count, splits.test.count]).toEqual([1700, 300, 1000]);
    expect(classes).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    for (const { labels, count } of Object.values(splits))
      for (let digit = 0; digit < 10; digit++) expect(labels.filter((label) => label === digit)).toHaveLength(count / 10);
    expect({ sampleShape, skipped, frontEnd }).toEqual({
      sampleShape: [49, 40, 1],
      skipped: [],
      frontEnd: { id: 'micro-speech', sampleRate: 8000 },
    });
  });

  it('has features between 0 and 4, whose class means alone know the digit of an unheard speaker three times as often as chance', async () => {
    const { splits } = await digits();
    const all = new Float32Array(300 * 49 * 40);
    await splits.validation.read(
      Int32Array.from({ length: 300 }, (_, i) => i),
      all,
    );
    expect(Math.min(...all.subarray(0, 100_000))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...all.subarray(0, 100_000))).toBeLessThan(4);
    expect(await nearestCentroid(splits)).toBeGreaterThan(0.3);
  });

  it('reads 16-bit samples as they are in the file', async () => {
    const files = await readZip(memoryFile('digits.zip', new Uint8Array(readFileSync(path))));
    const file = files.ok ? files.value.find((each) => each.path.endsWith('0_george_0.wav'))! : undefined;
    const bytes = await file!.read();
    const recording = readWav(bytes);
    const direct = new Int16Array(bytes.slice(44).buffer);
    expect(recording.ok && Array.from(recording.value.samples)).toEqual(Array.from(direct));
  });
});

/** Accuracy on unheard speakers of the nearest class mean: a floor that any network should beat. */
async function nearestCentroid({ train, test }: Dataset['splits']): Promise<number> {
  const size = 49 * 40;
  const means = Array.from({ length: 10 }, () => new Float64Array(size));
  const sample = new Float32Array(size);
  for (let i = 0; i < train.count; i++) {
    await train.read(Int32Array.of(i), sample);
    const mean = means[train.labels[i]!]!;
    sample.forEach((value, k) => (mean[k]! += value / 170));
  }
  let right = 0;
  for (let i = 0; i < test.count; i++) {
    await test.read(Int32Array.of(i), sample);
    const distances = means.map((mean) => mean.reduce((sum, value, k) => sum + (value - sample[k]!) ** 2, 0));
    if (distances.indexOf(Math.min(...distances)) === test.labels[i]) right++;
  }
  return right / test.count;
}
