/** `a * b + c` of four float32 at once: rounded once where the engine has relaxed SIMD, twice elsewhere. */
// @ts-ignore: decorator
@inline
export function fma(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** The sum of four lanes, always in the same order. */
// @ts-ignore: decorator
@inline
export function sumOf(lanes: v128): f32 {
  const pairs = f32x4.add(lanes, v128.shuffle<f32>(lanes, lanes, 2, 3, 0, 1));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

/** Stores the first `count` of four float32. */
// @ts-ignore: decorator
@inline
export function storeSome(to: usize, lanes: v128, count: i32): void {
  if (count >= 4) {
    v128.store(to, lanes);
    return;
  }
  if (count > 0) v128.store32_lane(to, lanes, 0);
  if (count > 1) v128.store32_lane(to, lanes, 1, 4);
  if (count > 2) v128.store32_lane(to, lanes, 2, 8);
}
