/** WAV files: 8, 16, 24 and 32-bit integers, 32 and 64-bit floats, any number of channels, which are averaged. */
import { fail, ok, type Result } from '../../core/base/result.ts';

export interface Recording {
  /** Hz. */
  readonly sampleRate: number;
  /** One channel on the scale of 16-bit samples, -32,768 to 32,767; samples of 16 bits are kept as they are. */
  readonly samples: Float32Array;
}

interface Format {
  readonly tag: number;
  readonly channels: number;
  readonly sampleRate: number;
  readonly bits: number;
}

const INTEGER = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;
/** Ten minutes at 48 kHz: what is longer is no sample of a data set. */
const MAX_SAMPLES = 28_800_000;

/** Problems name no file: the caller knows it. */
export function readWav(bytes: Uint8Array): Result<Recording> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || tagAt(view, 0) !== 'RIFF' || tagAt(view, 8) !== 'WAVE') return fail('it is not a WAV file');
  let format: Format | undefined;
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = view.getUint32(at + 4, true);
    const end = Math.min(bytes.length, at + 8 + length);
    if (tagAt(view, at) === 'fmt ') format = end - at >= 24 ? formatAt(view, at + 8, end) : undefined;
    if (tagAt(view, at) === 'data') return format === undefined ? fail('its format is missing') : decode(view, at + 8, end, format);
    at += 8 + length + (length % 2);
  }
  return fail('it holds no samples');
}

function tagAt(view: DataView, at: number): string {
  return String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));
}

function formatAt(view: DataView, at: number, end: number): Format {
  const tag = view.getUint16(at, true);
  return {
    tag: tag === EXTENSIBLE && end - at >= 26 ? view.getUint16(at + 24, true) : tag,
    channels: view.getUint16(at + 2, true),
    sampleRate: view.getUint32(at + 4, true),
    bits: view.getUint16(at + 14, true),
  };
}

function decode(view: DataView, from: number, end: number, { tag, channels, sampleRate, bits }: Format): Result<Recording> {
  const readSample = readerOf(tag, bits);
  if (readSample === undefined) return fail(`its samples have ${bits} bits in encoding ${tag}; integers and floats are read`);
  if (channels === 0 || sampleRate < 1000 || sampleRate > 384_000) return fail(`it says ${channels} channels at ${sampleRate} Hz`);
  const bytes = bits / 8;
  const count = Math.floor((end - from) / (bytes * channels));
  if (count === 0) return fail('it holds no samples');
  if (count > MAX_SAMPLES) return fail(`it holds ${count} samples; at most ${MAX_SAMPLES} are read`);
  const samples = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += readSample(view, from + (i * channels + channel) * bytes);
    samples[i] = sum / channels;
  }
  return samples.every(Number.isFinite) ? ok({ sampleRate, samples }) : fail('some of its samples are not numbers');
}

type ReadSample = (view: DataView, at: number) => number;

const READERS: Readonly<Record<string, ReadSample>> = {
  [`${INTEGER} 8`]: (view, at) => (view.getUint8(at) - 128) * 256,
  [`${INTEGER} 16`]: (view, at) => view.getInt16(at, true),
  [`${INTEGER} 24`]: (view, at) => view.getInt16(at + 1, true) + view.getUint8(at) / 256,
  [`${INTEGER} 32`]: (view, at) => view.getInt32(at, true) / 65_536,
  [`${FLOAT} 32`]: (view, at) => view.getFloat32(at, true) * 32_768,
  [`${FLOAT} 64`]: (view, at) => view.getFloat64(at, true) * 32_768,
};

function readerOf(tag: number, bits: number): ReadSample | undefined {
  return READERS[`${tag} ${bits}`];
}
