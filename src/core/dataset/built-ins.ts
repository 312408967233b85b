/** The data sets that come with Tinyscape. */
import type { Shape } from '../graph/tensor.ts';
import type { SampleKind } from './facts.ts';

export const BUILT_IN_IDS = ['mnist', 'shapes', 'gestures', 'tones', 'keywords'] as const;
export type BuiltInId = (typeof BUILT_IN_IDS)[number];

export interface BuiltIn {
  readonly id: BuiltInId;
  readonly name: string;
  readonly kind: SampleKind;
  /** Of one sample; of sound under the usual front end. */
  readonly sampleShape: Shape;
  readonly classes: number;
  readonly samples: number;
  readonly description: string;
  readonly licence: string;
  readonly isSynthetic: boolean;
}

const SYNTHETIC = { licence: 'made here, no rights reserved', isSynthetic: true } as const;

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
  {
    ...SYNTHETIC,
    id: 'shapes',
    name: 'Shapes',
    kind: 'image',
    sampleShape: [32, 32, 1],
    classes: 5,
    samples: 3000,
    description: 'Circles, crosses, rings, squares and triangles in noise, 32 x 32 grey; made by a program from the seed',
  },
  {
    ...SYNTHETIC,
    id: 'gestures',
    name: 'Gestures',
    kind: 'series',
    sampleShape: [128, 3],
    classes: 6,
    samples: 2400,
    description: 'Six gestures of a hand, 3-axis accelerometer, 128 rows at 50 Hz; made by a program from the seed',
  },
  {
    ...SYNTHETIC,
    id: 'tones',
    name: 'Tones',
    kind: 'audio',
    sampleShape: [49, 10, 1],
    classes: 6,
    samples: 1200,
    description: 'Tones that are low, high, rise, fall or warble, and noise, one second at 8 kHz; made by a program from the seed',
  },
  {
    ...SYNTHETIC,
    id: 'keywords',
    name: 'Synthetic keywords',
    kind: 'audio',
    sampleShape: [49, 10, 1],
    classes: 7,
    samples: 2100,
    description: 'Seven words of a formant synthesiser, not of people, one second at 8 kHz; made by a program from the seed',
  },
];

export function isBuiltInId(id: string): id is BuiltInId {
  return (BUILT_IN_IDS as readonly string[]).includes(id);
}
