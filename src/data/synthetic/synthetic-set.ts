/** Data sets made by a program from a seed: for lessons and tests, and for trying a design before there are recordings. */
import { createExtract } from '../../core/audio/extract.ts';
import { frontEndById, USUAL_FRONT_END } from '../../core/audio/front-end.ts';
import { createRandom, type Random } from '../../core/base/random.ts';
import { fail, type Result } from '../../core/base/result.ts';
import type { Shape } from '../../core/graph/tensor.ts';
import type { OpenOptions } from '../../core/dataset/open-options.ts';
import { assemble } from '../assemble.ts';
import type { Dataset, SampleKind } from '../dataset.ts';
import type { OnProgress } from '../gather.ts';
import { sampleHash } from '../split/sample-hash.ts';
import { createRowStore } from '../store/row-store.ts';

export interface SyntheticSet {
  readonly name: string;
  readonly kind: SampleKind;
  readonly classes: readonly string[];
  /** Of what `make` returns: pixels of 0 to 1, values, or 16-bit samples of sound. */
  readonly shape: Shape;
  readonly samples: number;
  readonly make: (random: Random, className: string) => Float32Array;
  /** Hz; for sound only. */
  readonly sampleRate?: number;
}

/** The seed is of the samples and of the splits. */
export interface SyntheticOptions extends Pick<OpenOptions, 'seed' | 'shares' | 'frontEnd'> {
  readonly samples?: number;
  readonly onProgress?: OnProgress | undefined;
}

/** The classes take turns; each sample depends on the seed and its index alone. */
export async function openSynthetic(set: SyntheticSet, options: SyntheticOptions = {}): Promise<Result<Dataset>> {
  const { seed = 1, samples = set.samples, frontEnd: id = USUAL_FRONT_END, onProgress } = options;
  const sound = set.sampleRate === undefined ? undefined : { frontEnd: frontEndById(id), sampleRate: set.sampleRate };
  const extract = sound && createExtract(sound.frontEnd, sound.sampleRate);
  const shape = sound ? [sound.frontEnd.frames, sound.frontEnd.features, 1] : set.shape;
  const key = `synthetic/${set.name}`;
  const writer = createRowStore({ type: sound ? 'int16' : 'float32', shape, unit: sound?.frontEnd.unit ?? 1, storage: undefined, key });
  const classNames = Array.from({ length: samples }, (_, i) => set.classes[i % set.classes.length]!);
  for (const [i, className] of classNames.entries()) {
    const values = set.make(createRandom(sampleHash(`${set.name} ${i}`, seed)), className);
    const added = await writer.add(extract ? extract(Int16Array.from(values)) : values);
    if (!added.ok) return fail(`${set.name}: ${added.error.message}`);
    onProgress?.(i + 1, samples);
  }
  const frontEnd = sound && { id: sound.frontEnd.id, sampleRate: sound.sampleRate };
  const facts = { name: set.name, kind: set.kind, shape, classNames, skipped: [], isSynthetic: true };
  return assemble({ ...facts, store: writer.finish(), ...(frontEnd && { frontEnd }) }, options);
}
