/**
 * Random changes to training samples that leave their class as it is. A sample changes by the seed, its index and the pass over the data alone:
 * not by who stands beside it in the batch, so that a run repeats however its batches are cut.
 */
import { createRandom } from '../../core/base/random.ts';
import { elementCount, type Shape } from '../../core/graph/tensor.ts';
import type { Dataset, SampleKind } from '../dataset.ts';
import { sampleHash } from '../split/sample-hash.ts';
import type { Change } from './change.ts';
import { augmentFeatures, type FeatureChanges } from './features.ts';
import { augmentImage, type ImageChanges } from './image.ts';
import { augmentSeries, type SeriesChanges } from './series.ts';

/** How much, kind by kind; 0 or absent is not at all. */
export interface AugmentSettings {
  readonly image?: ImageChanges;
  readonly audio?: FeatureChanges;
  readonly series?: SeriesChanges;
  readonly vector?: Pick<SeriesChanges, 'noise'>;
}

/** What is usual for small data sets; digits and letters must not be flipped. */
export const USUAL_CHANGES: Required<AugmentSettings> = {
  image: { shift: 0.1, turnDegrees: 10, zoom: 0.1, flip: false, brightness: 0.1, noise: 0 },
  audio: { shift: 0.1, timeMasks: 1, timeMask: 0.12, frequencyMasks: 1, frequencyMask: 0.15, noise: 0 },
  series: { shift: 0.1, scale: 0.1, noise: 0.05 },
  vector: { noise: 0.02 },
};

/** Changes the samples of a batch in place; `indices` are theirs in the split, `pass` counts the passes over it. */
export type Augment = (batch: Float32Array, indices: Int32Array, pass: number) => void;

export function createAugment(kind: SampleKind, shape: Shape, settings: AugmentSettings, seed: number): Augment {
  const change = changeOf(kind, shape, settings);
  const size = elementCount(shape);
  return (batch, indices, pass) => {
    for (let i = 0; i < indices.length; i++) {
      const random = createRandom(sampleHash(`${pass} ${indices[i]}`, seed));
      change(batch.subarray(i * size, (i + 1) * size), random);
    }
  };
}

/** The usual changes of a data set's training samples, by the pass. */
export function usualAugment(
  { kind, sampleShape }: Dataset,
  seed: number,
): (pass: number) => (batch: Float32Array, indices: Int32Array) => void {
  const augment = createAugment(kind, sampleShape, USUAL_CHANGES, seed);
  return (pass) => (batch, indices) => augment(batch, indices, pass);
}

function changeOf(kind: SampleKind, shape: Shape, settings: AugmentSettings): Change {
  if (kind === 'image') return augmentImage(shape, settings.image ?? {});
  if (kind === 'audio') return augmentFeatures(shape, settings.audio ?? {});
  return augmentSeries(shape, (kind === 'series' ? settings.series : settings.vector) ?? {});
}
