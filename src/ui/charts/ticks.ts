/** At most five round values from 0 to at or above `top`: steps of 1, 2, 2.5 or 5 times a power of ten, or powers of two for bytes. */
export function niceTicks(top: number, base: 2 | 10): readonly number[] {
  if (!(top > 0)) return [0, 1];
  const raw = top / 4;
  const power = base ** Math.floor(Math.log(raw) / Math.log(base) + 1e-9);
  const factors = base === 10 ? [1, 2, 2.5, 5, 10] : [1, 2];
  const step = power * (factors.find((factor) => power * factor >= raw * (1 - 1e-9)) ?? base);
  return Array.from({ length: Math.ceil(top / step - 1e-9) + 1 }, (_, i) => i * step);
}
