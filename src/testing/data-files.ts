/** Small files of data sets, made in memory. */
import { zipSync } from 'fflate';
import { memoryFile, type DataFile } from '../data/files/data-file.ts';

const TEXT = new TextEncoder();

/** A WAV file of 16-bit samples in one channel. */
export function wavFile(samples: readonly number[], sampleRate = 16_000): Uint8Array {
  return wavBytes({ tag: 1, bits: 16, channels: 1, sampleRate }, new Uint8Array(Int16Array.from(samples).buffer));
}

export interface WavFormat {
  readonly tag: number;
  readonly bits: number;
  readonly channels: number;
  readonly sampleRate: number;
}

export function wavBytes({ tag, bits, channels, sampleRate }: WavFormat, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(44 + data.length);
  const view = new DataView(bytes.buffer);
  bytes.set(TEXT.encode('RIFF    WAVEfmt '));
  view.setUint32(4, 36 + data.length, true);
  view.setUint32(16, 16, true);
  view.setUint16(20, tag, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, (sampleRate * channels * bits) / 8, true);
  view.setUint16(32, (channels * bits) / 8, true);
  view.setUint16(34, bits, true);
  bytes.set(TEXT.encode('data'), 36);
  view.setUint32(40, data.length, true);
  bytes.set(data, 44);
  return bytes;
}

/** Files by path. */
export function dataFiles(files: Readonly<Record<string, Uint8Array | string>>): DataFile[] {
  return Object.entries(files).map(([path, content]) => memoryFile(path, typeof content === 'string' ? TEXT.encode(content) : content));
}

export function zipOf(files: Readonly<Record<string, Uint8Array>>, name = 'set.zip'): DataFile {
  return memoryFile(name, zipSync(files));
}
