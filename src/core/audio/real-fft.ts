/**
 * The fixed-point FFT of a real signal, bit for bit as kissfft (M. Borgerding) computes it in 16 bits: the even and odd samples as one complex
 * signal of half the size, radix 4 and last radix 2 stages that each divide by their radix, then the spectra of the two parts put together.
 */
import { assert } from '../base/assert.ts';

/** One stage: butterflies of `radix` legs `span` apart, twiddles `stride` apart. */
export interface FftStage {
  readonly radix: 2 | 4;
  readonly span: number;
  readonly stride: number;
}

export interface FftTables {
  /** Real samples. */
  readonly size: number;
  /** Index of the complex input that each place of the first stage takes. */
  readonly order: Uint16Array;
  /** In the order in which they run. */
  readonly stages: readonly FftStage[];
  /** exp(-2 pi i k / (size / 2)) as pairs of real and imaginary part, 15 fraction bits. */
  readonly twiddles: Int16Array;
  /** exp(-pi i (2 (k + 1) / size + 1/2)) likewise, for the last step. */
  readonly joints: Int16Array;
}

const ONE = 32_767;

export function fftTables(size: number): FftTables {
  assert(size >= 8 && Number.isInteger(Math.log2(size)), `an FFT of ${size} points`);
  const half = size / 2;
  const stages = stagesOf(half);
  return {
    size,
    order: orderOf(half, stages),
    stages: stages.toReversed(),
    twiddles: phasors(half, (k) => (-2 * Math.PI * k) / half),
    joints: phasors(half / 2, (k) => -Math.PI * ((k + 1) / half + 0.5)),
  };
}

/** Outermost first: as many of radix 4 as there are. */
function stagesOf(points: number): FftStage[] {
  const stages: FftStage[] = [];
  for (let left = points, stride = 1; left > 1;) {
    const radix = left % 4 === 0 ? 4 : 2;
    left /= radix;
    stages.push({ radix, span: left, stride });
    stride *= radix;
  }
  return stages;
}

/** Digit reversal in the mixed radix of the stages. */
function orderOf(points: number, stages: readonly FftStage[]): Uint16Array {
  return Uint16Array.from({ length: points }, (_, place) =>
    stages.reduce((index, { radix, span, stride }) => index + (Math.floor(place / span) % radix) * stride, 0),
  );
}

function phasors(count: number, phaseOf: (k: number) => number): Int16Array {
  const table = new Int16Array(2 * count);
  for (let k = 0; k < count; k++) {
    table[2 * k] = Math.floor(0.5 + ONE * Math.cos(phaseOf(k)));
    table[2 * k + 1] = Math.floor(0.5 + ONE * Math.sin(phaseOf(k)));
  }
  return table;
}

/** Rounded to 15 fraction bits less. */
function narrowed(product: number): number {
  return (((product + (1 << 14)) >> 15) << 16) >> 16;
}

/** A quarter, as a stage of radix 4 takes it. */
const quarter = (value: number): number => narrowed(value * (ONE >> 2));
/** A half likewise. */
const half = (value: number): number => narrowed(value * (ONE >> 1));

/** Transforms `size` samples; `spectrum` receives size / 2 + 1 pairs. Keeps its own memory: one call at a time. */
export function createRealFft(tables: FftTables): (samples: Int16Array, spectrum: Int16Array) => void {
  const work = new Int16Array(tables.size);
  return (samples, spectrum) => {
    for (const [place, index] of tables.order.entries()) {
      work[2 * place] = samples[2 * index]!;
      work[2 * place + 1] = samples[2 * index + 1]!;
    }
    for (const stage of tables.stages) (stage.radix === 4 ? runRadix4 : runRadix2)(work, tables.twiddles, stage);
    join(work, tables.joints, spectrum);
  };
}

function runRadix4(work: Int16Array, twiddles: Int16Array, { span, stride }: FftStage): void {
  for (let block = 0; block < work.length; block += 8 * span)
    for (let k = 0; k < span; k++) butterfly4(work, twiddles, block + 2 * k, 2 * span, 2 * k * stride);
}

/** `a` is the place of the first leg, the others follow `leg` apart; the twiddles of legs 1 to 3 lie `step` apart. */
function butterfly4(work: Int16Array, twiddles: Int16Array, a: number, leg: number, step: number): void {
  const b = a + leg;
  const c = b + leg;
  const d = c + leg;
  const ar = quarter(work[a]!);
  const ai = quarter(work[a + 1]!);
  const [br, bi] = turned(quarter(work[b]!), quarter(work[b + 1]!), twiddles, step);
  const [cr, ci] = turned(quarter(work[c]!), quarter(work[c + 1]!), twiddles, 2 * step);
  const [dr, di] = turned(quarter(work[d]!), quarter(work[d + 1]!), twiddles, 3 * step);
  work[a] = ar + cr + br + dr;
  work[a + 1] = ai + ci + bi + di;
  work[b] = ar - cr + (bi - di);
  work[b + 1] = ai - ci - (br - dr);
  work[c] = ar + cr - (br + dr);
  work[c + 1] = ai + ci - (bi + di);
  work[d] = ar - cr - (bi - di);
  work[d + 1] = ai - ci + (br - dr);
}

function runRadix2(work: Int16Array, twiddles: Int16Array, { span, stride }: FftStage): void {
  for (let block = 0; block < work.length; block += 4 * span)
    for (let k = 0; k < span; k++) butterfly2(work, twiddles, block + 2 * k, block + 2 * (k + span), 2 * k * stride);
}

function butterfly2(work: Int16Array, twiddles: Int16Array, a: number, b: number, twiddle: number): void {
  const ar = half(work[a]!);
  const ai = half(work[a + 1]!);
  const [br, bi] = turned(half(work[b]!), half(work[b + 1]!), twiddles, twiddle);
  work[a] = ar + br;
  work[a + 1] = ai + bi;
  work[b] = ar - br;
  work[b + 1] = ai - bi;
}

/** The product with the phasor at `at`. */
function turned(real: number, imaginary: number, phasor: Int16Array, at: number): readonly [number, number] {
  const c = phasor[at]!;
  const s = phasor[at + 1]!;
  return [narrowed(real * c - imaginary * s), narrowed(real * s + imaginary * c)];
}

/** The spectrum of the real signal from that of its even and odd samples. */
function join(work: Int16Array, joints: Int16Array, spectrum: Int16Array): void {
  const last = work.length;
  const sum = half(work[0]!);
  const difference = half(work[1]!);
  spectrum[0] = sum + difference;
  spectrum[last] = sum - difference;
  spectrum[1] = 0;
  spectrum[last + 1] = 0;
  for (let k = 2, mirror = last - 2; k <= mirror; k += 2, mirror -= 2) {
    const ar = half(work[k]!);
    const ai = half(work[k + 1]!);
    const br = half(work[mirror]!);
    const bi = half((-work[mirror + 1]! << 16) >> 16);
    const [tr, ti] = turned(((ar - br) << 16) >> 16, ((ai - bi) << 16) >> 16, joints, k - 2);
    const er = ((ar + br) << 16) >> 16;
    const ei = ((ai + bi) << 16) >> 16;
    spectrum[k] = (er + tr) >> 1;
    spectrum[k + 1] = (ei + ti) >> 1;
    spectrum[mirror] = (er - tr) >> 1;
    spectrum[mirror + 1] = (ti - ei) >> 1;
  }
}
