import type { Random } from '../../core/base/random.ts';
import { between, normal } from '../../core/base/distributions.ts';
import type { SyntheticSet } from './synthetic-set.ts';

const ROWS = 128;
const HZ = 50;

/** Acceleration of the hand along three axes in g at a phase of 0 to 1 of the gesture, before gravity. */
type Motion = (phase: number, strength: number) => readonly [number, number, number];

const wave = (cycles: number, phase: number, shift = 0): number => Math.sin(2 * Math.PI * (cycles * phase + shift));

const MOTIONS: Readonly<Record<string, Motion>> = {
  circle: (phase, a) => [a * wave(2, phase), a * wave(2, phase, 0.25), 0.1 * a * wave(4, phase)],
  lift: (phase, a) => [0.1 * a * wave(1, phase), 0.1 * a * wave(1, phase, 0.3), a * wave(1, phase)],
  shake: (phase, a) => [1.6 * a * wave(7, phase), 0.2 * a * wave(7, phase, 0.2), 0.2 * a * wave(3, phase)],
  swipe: (phase, a) => [0.15 * a * wave(1, phase), 1.2 * a * wave(1, phase), 0.2 * a * wave(2, phase)],
  tap: (phase, a) => [0, 0.2 * a * pulse(phase, 0.35), 2 * a * (pulse(phase, 0.35) - pulse(phase, 0.65))],
};

/** A knock around a phase. */
function pulse(phase: number, at: number): number {
  return Math.exp(-(((phase - at) / 0.03) ** 2));
}

/** Gestures of a hand that holds the sensor at any small tilt, at any speed and strength, as a 3-axis accelerometer at 50 Hz tells them. */
export const GESTURES: SyntheticSet = {
  name: 'Gestures',
  kind: 'series',
  classes: [...Object.keys(MOTIONS), 'still'],
  shape: [ROWS, 3],
  samples: 2400,
  make: (random, className) => record(random, MOTIONS[className] ?? (() => [0, 0, 0])),
};

function record(random: Random, motion: Motion): Float32Array {
  const seconds = between(random, 0.9, 1.9);
  const start = between(random, 0, ROWS / HZ - seconds);
  const strength = between(random, 0.35, 1.1);
  const axes = tilted(random);
  const noise = between(random, 0.02, 0.08);
  const drift = between(random, -0.1, 0.1);
  const values = new Float32Array(ROWS * 3);
  for (let row = 0; row < ROWS; row++) {
    const phase = (row / HZ - start) / seconds;
    const [x, y, z] = phase < 0 || phase > 1 ? [0, 0, 0] : motion(phase, strength);
    for (const [k, axis] of axes.entries())
      values[3 * row + k] = axis[0]! * x + axis[1]! * y + axis[2]! * (z + 1) + (drift * row) / ROWS + noise * normal(random);
  }
  return values;
}

/** Rows of a rotation by small angles about two axes. */
function tilted(random: Random): readonly (readonly number[])[] {
  const [a, b] = [between(random, -0.5, 0.5), between(random, -0.5, 0.5)];
  const [ca, sa, cb, sb] = [Math.cos(a), Math.sin(a), Math.cos(b), Math.sin(b)];
  return [
    [cb, 0, sb],
    [sa * sb, ca, -sa * cb],
    [-ca * sb, sa, ca * cb],
  ];
}
