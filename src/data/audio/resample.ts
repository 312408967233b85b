/** Band-limited resampling with a windowed sinc (J. O. Smith, "Digital audio resampling"). */

/** Zero crossings of the sinc on each side. */
const CROSSINGS = 16;
/** Share of the lower half rate that passes. */
const PASS = 0.95;

/** The recording at another rate; itself where the rate is the same. */
export function resample(samples: Float32Array, from: number, to: number): Float32Array {
  if (from === to) return samples;
  const ratio = from / to;
  const cutoff = PASS * Math.min(1, to / from);
  const reach = CROSSINGS / cutoff;
  const filters = new Map<number, Float64Array>();
  const phases = to / gcd(from, to);
  return Float32Array.from({ length: Math.max(1, Math.round(samples.length / ratio)) }, (_, i) => {
    const centre = i * ratio;
    const first = Math.ceil(centre - reach);
    const phase = i % phases;
    const filter = filters.get(phase) ?? filterAt(centre - first, reach, cutoff);
    filters.set(phase, filter);
    return inner(samples, first, filter);
  });
}

/** Taps for an output that lies `offset` inputs after the first tap; they sum to one. */
function filterAt(offset: number, reach: number, cutoff: number): Float64Array {
  const taps = Float64Array.from({ length: Math.floor(offset + reach) + 1 }, (_, i) => {
    const distance = i - offset;
    const angle = Math.PI * cutoff * distance;
    const window = 0.5 + 0.5 * Math.cos((Math.PI * distance) / reach);
    return (angle === 0 ? 1 : Math.sin(angle) / angle) * window;
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
}

/** Samples outside the recording are zero. */
function inner(samples: Float32Array, first: number, filter: Float64Array): number {
  let sum = 0;
  for (let k = Math.max(0, -first); k < filter.length && first + k < samples.length; k++) sum += samples[first + k]! * filter[k]!;
  return sum;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
