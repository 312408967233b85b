/** A recording as a clip of so many 16-bit samples: a shorter one in the middle of silence, of a longer one the loudest stretch. */
export function clipOf(samples: Float32Array, length: number): Int16Array {
  const clip = new Int16Array(length);
  const from = samples.length > length ? loudestStart(samples, length) : 0;
  const at = samples.length > length ? 0 : Math.floor((length - samples.length) / 2);
  const count = Math.min(samples.length, length);
  for (let i = 0; i < count; i++) clip[at + i] = Math.max(-32_768, Math.min(32_767, Math.round(samples[from + i]!)));
  return clip;
}

/** Where the stretch of most energy begins, the earliest of equals. */
function loudestStart(samples: Float32Array, length: number): number {
  let energy = 0;
  for (let i = 0; i < length; i++) energy += samples[i]! ** 2;
  let best = energy;
  let start = 0;
  for (let i = length; i < samples.length; i++) {
    energy += samples[i]! ** 2 - samples[i - length]! ** 2;
    if (energy <= best) continue;
    best = energy;
    start = i - length + 1;
  }
  return start;
}
