import type { Random } from '../../core/base/random.ts';
import { between, normal } from '../../core/base/distributions.ts';
import type { SyntheticSet } from './synthetic-set.ts';

const SIDE = 32;
/** Samples a pixel and direction, against stairs. */
const FINE = 2;

/** How deep a point lies within the outline, in units of its radius: positive inside. */
type Outline = (x: number, y: number) => number;

/** A regular polygon of so many sides. */
const polygon =
  (sides: number): Outline =>
  (x, y) => {
    const sector = (2 * Math.PI) / sides;
    const angle = Math.atan2(y, x);
    const within = angle - sector * Math.round(angle / sector);
    return Math.cos(sector / 2) - Math.hypot(x, y) * Math.cos(within);
  };

const OUTLINES: Readonly<Record<string, Outline>> = {
  circle: (x, y) => 0.85 - Math.hypot(x, y),
  cross: (x, y) => Math.min(0.9 - Math.max(Math.abs(x), Math.abs(y)), 0.28 - Math.min(Math.abs(x), Math.abs(y))),
  ring: (x, y) => 0.2 - Math.abs(0.7 - Math.hypot(x, y)),
  square: polygon(4),
  triangle: polygon(3),
};

/** Shapes of any size, place and turn, lighter than their background, in noise. */
export const SHAPES: SyntheticSet = {
  name: 'Shapes',
  kind: 'image',
  classes: Object.keys(OUTLINES),
  shape: [SIDE, SIDE, 1],
  samples: 3000,
  make: (random, className) => draw(random, OUTLINES[className]!),
};

function draw(random: Random, outline: Outline): Float32Array {
  const radius = between(random, 9, 14);
  const centre = [between(random, radius, SIDE - radius), between(random, radius, SIDE - radius)] as const;
  const turn = between(random, 0, 2 * Math.PI);
  const [cos, sin] = [Math.cos(turn) / radius, Math.sin(turn) / radius];
  const ground = between(random, 0.05, 0.45);
  const contrast = between(random, 0.25, 0.5);
  const noise = between(random, 0.02, 0.06);
  const isInside = (x: number, y: number): boolean => outline(cos * x + sin * y, cos * y - sin * x) > 0;
  return Float32Array.from({ length: SIDE * SIDE }, (_, pixel) => {
    let covered = 0;
    for (let i = 0; i < FINE * FINE; i++) {
      const x = (pixel % SIDE) + ((i % FINE) + 0.5) / FINE - centre[0];
      const y = Math.floor(pixel / SIDE) + (Math.floor(i / FINE) + 0.5) / FINE - centre[1];
      if (isInside(x, y)) covered++;
    }
    return Math.min(1, Math.max(0, ground + (contrast * covered) / FINE ** 2 + noise * normal(random)));
  });
}
