/** What is recorded for a network, by the shape of its input; shapes have the batch first. */
import { FRONT_ENDS } from '../../../../core/audio/front-end.ts';
import { shapeText, type Shape } from '../../../../core/graph/tensor.ts';
import type { SampleKind } from './recorded-class.ts';

/** Pixels: smaller pictures could not serve another network, larger ones would be reduced by nearly all. */
const SIDES = { least: 96, most: 320 } as const;

function isFeatures([, height, width, channels]: Shape): boolean {
  return channels === 1 && FRONT_ENDS.some(({ frames, features }) => frames === height && features === width);
}

function isPicture(shape: Shape): boolean {
  return shape.length === 4 && (shape[3] === 1 || shape[3] === 3) && !isFeatures(shape);
}

export function kindFor(shape: Shape): SampleKind {
  return isPicture(shape) ? 'picture' : 'sound';
}

/** Pixels along a side of the square kept: the longer side that the network reads, within limits. */
export function pictureSide(shape: Shape): number {
  const longer = isPicture(shape) ? Math.max(shape[1]!, shape[2]!) : 0;
  return Math.min(SIDES.most, Math.max(SIDES.least, longer));
}

/** Why recordings of this kind would not train the network; undefined where they would. */
export function misfit(kind: SampleKind, shape: Shape): string | undefined {
  const takes = `The network takes ${shapeText(shape.slice(1))}`;
  if (kind === 'picture') return isPicture(shape) ? undefined : `${takes}, which is no picture.`;
  if (isFeatures(shape)) return undefined;
  const known = FRONT_ENDS.map(({ frames, features }) => shapeText([frames, features, 1])).join(', ');
  return `${takes}; a second of sound becomes features of ${known}.`;
}
