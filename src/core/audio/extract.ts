/** Runs a front end over a recording. */
import { cosineTable, transformCosine } from './cosine-transform.ts';
import { correctionBits, filterBank, gather, roundedRoot, type FilterBank } from './filter-bank.ts';
import { fftSize, upperHzAt, windowSamples, type FrontEnd } from './front-end.ts';
import { controlGain, gainTable } from './gain-control.ts';
import { bitLength } from './bits.ts';
import { LN_2, LOG_BITS, logTable, scaledLog } from './log-scale.ts';
import { reduceNoise } from './noise-reduction.ts';
import { createRealFft, fftTables, type FftTables } from './real-fft.ts';
import { applyWindow, windowTable } from './window.ts';

/** Every table of a front end at one sample rate: what the C source holds as constants. */
export interface FrontEndTables {
  readonly window: Int16Array;
  readonly step: number;
  readonly fft: FftTables;
  readonly filters: FilterBank;
  readonly correctionBits: number;
  /** Of the gain; empty where the front end does not adapt. */
  readonly gain: Int16Array;
  readonly log: Uint16Array;
  /** Of the cosine transform; empty where the features are the channels. */
  readonly cosine: Int16Array;
}

export function frontEndTables(frontEnd: FrontEnd, sampleRate: number): FrontEndTables {
  const { size, step } = windowSamples(frontEnd, sampleRate);
  const fft = fftTables(fftSize(size));
  const bits = correctionBits(fft.size);
  return {
    window: windowTable(size),
    step,
    fft,
    filters: filterBank(fft, sampleRate, frontEnd.channels, frontEnd.lowerHz, upperHzAt(frontEnd, sampleRate)),
    correctionBits: bits,
    gain: frontEnd.adapts ? gainTable(bits) : new Int16Array(0),
    log: logTable(),
    cosine: frontEnd.adapts ? new Int16Array(0) : cosineTable(frontEnd.channels, frontEnd.features),
  };
}

/** Features of a recording of 16-bit samples, frame after frame; what adapts starts afresh. */
export type Extract = (samples: Int16Array) => Int32Array;

/** A front end at one sample rate. Keeps its tables and its memory: one call at a time. */
export function createExtract(frontEnd: FrontEnd, sampleRate: number): Extract {
  const tables = frontEndTables(frontEnd, sampleRate);
  const amplitudes = createAmplitudes(tables);
  const level = frontEnd.adapts ? adaptingLevels(frontEnd, tables) : plainLevels(frontEnd, tables);
  return (samples) => {
    const frames = Math.max(0, Math.floor((samples.length - tables.window.length) / tables.step) + 1);
    const features = new Int32Array(frames * frontEnd.features);
    const frame = level();
    for (let i = 0; i < frames; i++) frame(amplitudes(samples, i * tables.step), features, i * frontEnd.features);
    return features;
  };
}

interface Amplitudes {
  /** One a channel, larger than they are by `shift` bits. */
  readonly values: Float64Array;
  readonly shift: number;
}

function createAmplitudes({ window, fft, filters }: FrontEndTables): (samples: Int16Array, from: number) => Amplitudes {
  const windowed = new Int16Array(fft.size);
  const spectrum = new Int16Array(fft.size + 2);
  const energies = new Float64Array(filters.channels + 1);
  const values = energies.subarray(1);
  const transform = createRealFft(fft);
  return (samples, from) => {
    const shift = 15 - bitLength(applyWindow(window, samples, from, windowed));
    for (let i = 0; i < window.length; i++) windowed[i]! <<= shift;
    transform(windowed, spectrum);
    gather(filters, spectrum, energies);
    for (let i = 0; i < values.length; i++) values[i] = roundedRoot(values[i]!);
    return { values, shift };
  };
}

/** Turns the amplitudes of the next frame into its features. */
type Frame = (amplitudes: Amplitudes, into: Int32Array, at: number) => void;

function adaptingLevels({ channels, logShift }: FrontEnd, { gain, log, correctionBits: bits }: FrontEndTables): () => Frame {
  return () => {
    const noise = new Uint32Array(channels);
    const signal = new Uint32Array(channels);
    return ({ values, shift }, into, at) => {
      for (let i = 0; i < channels; i++) signal[i] = values[i]! >>> shift;
      reduceNoise(signal, noise);
      controlGain(signal, noise, gain, bits);
      for (let i = 0; i < channels; i++) into[at + i] = Math.min(0xffff, scaledLog((signal[i]! << bits) >>> 0, logShift, log));
    };
  };
}

function plainLevels({ channels, logShift }: FrontEnd, { log, cosine, correctionBits: bits }: FrontEndTables): () => Frame {
  const levels = new Int32Array(channels);
  return () =>
    ({ values, shift }, into, at) => {
      const scale = (shift * LN_2 + 2 ** (LOG_BITS - logShift - 1)) >> (LOG_BITS - logShift);
      for (let i = 0; i < channels; i++) levels[i] = Math.max(0, scaledLog((values[i]! << bits) >>> 0, logShift, log) - scale);
      transformCosine(levels, cosine, into, at);
    };
}
