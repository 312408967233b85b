/** The data sets that come with Tinyscape. */
import type { Shape } from '../../core/graph/tensor.ts';
import type { SampleKind } from '../dataset.ts';
import { GESTURES } from '../synthetic/gestures.ts';
import { KEYWORDS } from '../synthetic/keywords.ts';
import { SHAPES } from '../synthetic/shapes.ts';
import type { SyntheticSet } from '../synthetic/synthetic-set.ts';
import { TONES } from '../synthetic/tones.ts';

export const BUILT_IN_IDS = ['mnist', 'shapes', 'gestures', 'tones', 'keywords'] as const;
export type BuiltInId = (typeof BUILT_IN_IDS)[number];

export interface BuiltIn {
  readonly id: BuiltInId;
  readonly name: string;
  readonly kind: SampleKind;
  /** Of one sample; of sound under the front end `micro-speech`. */
  readonly sampleShape: Shape;
  readonly classes: number;
  readonly samples: number;
  readonly description: string;
  readonly licence: string;
  readonly isSynthetic: boolean;
}

export const SYNTHETIC_SETS: Readonly<Record<Exclude<BuiltInId, 'mnist'>, SyntheticSet>> = {
  shapes: SHAPES,
  gestures: GESTURES,
  tones: TONES,
  keywords: KEYWORDS,
};

export const BUILT_INS: readonly BuiltIn[] = [
  {
    id: 'mnist',
    name: 'MNIST',
    kind: 'image',
    sampleShape: [28, 28, 1],
    classes: 10,
    samples: 70_000,
    description: 'Handwritten digits, 28 x 28 grey: 60,000 to train, 10,000 to test',
    licence: 'CC BY-SA 3.0, Y. LeCun, C. Cortes, C. Burges',
    isSynthetic: false,
  },
  synthetic('shapes', 'Circles, crosses, rings, squares and triangles, 32 x 32 grey, in noise'),
  synthetic('gestures', 'Six gestures of a hand, 3-axis accelerometer, 128 rows at 50 Hz'),
  synthetic('tones', 'Tones that are low, high, rise, fall or warble, and noise, one second at 8 kHz'),
  synthetic('keywords', 'Seven words from a formant synthesiser, one second at 8 kHz'),
];

function synthetic(id: Exclude<BuiltInId, 'mnist'>, what: string): BuiltIn {
  const { name, kind, shape, classes, samples, sampleRate } = SYNTHETIC_SETS[id];
  return {
    id,
    name,
    kind,
    sampleShape: sampleRate === undefined ? shape : [49, 40, 1],
    classes: classes.length,
    samples,
    description: `${what}; made by a program from the seed`,
    licence: 'made here, no rights reserved',
    isSynthetic: true,
  };
}

export function isBuiltInId(id: string): id is BuiltInId {
  return (BUILT_IN_IDS as readonly string[]).includes(id);
}
