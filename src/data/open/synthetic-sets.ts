import type { BuiltInId } from '../../core/dataset/built-ins.ts';
import { GESTURES } from '../synthetic/gestures.ts';
import { KEYWORDS } from '../synthetic/keywords.ts';
import { SHAPES } from '../synthetic/shapes.ts';
import type { SyntheticSet } from '../synthetic/synthetic-set.ts';
import { TONES } from '../synthetic/tones.ts';

export const SYNTHETIC_SETS: Readonly<Record<Exclude<BuiltInId, 'mnist'>, SyntheticSet>> = {
  shapes: SHAPES,
  gestures: GESTURES,
  tones: TONES,
  keywords: KEYWORDS,
};
