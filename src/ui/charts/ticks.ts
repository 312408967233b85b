/** At most five round values from 0 to at or above `top`: steps of 1, 2, 2.5 or 5 times a power of ten, or powers of two for bytes. */
export function niceTicks(top: number, base: 2 | 10): readonly number[] {
  if (!(top > 0)) return [0, 1];
  const raw = top / 4;
  const power = base ** Math.floor(Math.log(raw) / Math.log(base) + 1e-9);
  const factors = base === 10 ? [1, 2, 2.5, 5, 10] : [1, 2];
  const step = power * (factors.find((factor) => power * factor >= raw * (1 - 1e-9)) ?? base);
  return Array.from({ length: Math.ceil(top / step - 1e-9) + 1 }, (_, i) => i * step);
}

/** At most six round values, the first at or below `low` and the last at or above `high`; a `high` of 100 is the last. */
export function ticksAround(low: number, high: number): readonly number[] {
  const step = niceTicks(high - low, 10)[1]!;
  const last = Math.ceil(high / step - 1e-9);
  const first = Math.min(last - 1, Math.floor(low / step + 1e-9));
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}
