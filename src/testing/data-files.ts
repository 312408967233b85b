/** Small files of data sets, made in memory. */
import { zipSync } from 'fflate';
import { memoryFile, type DataFile } from '../data/files/data-file.ts';

const TEXT = new TextEncoder();

/** A WAV file of 16-bit samples in one channel. */
export function wavFile(samples: readonly number[], sampleRate = 16_000): Uint8Array {
  return wavOf({ tag: 1, bits: 16, channels: 1, sampleRate }, new Uint8Array(Int16Array.from(samples).buffer));
}

export interface WavFormat {
  readonly tag: number;
  readonly bits: number;
  readonly channels: number;
  readonly sampleRate: number;
}

/** A WAV file of data in any encoding. */
export function wavOf({ tag, bits, channels, sampleRate }: WavFormat, data: Uint8Array): Uint8Array {
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

/** An IDX file of bytes. */
export function idxBytes(shape: readonly number[], values: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * shape.length + values.length);
  bytes.set([0, 0, 8, shape.length]);
  const view = new DataView(bytes.buffer);
  shape.forEach((length, i) => view.setUint32(4 + 4 * i, length));
  bytes.set(values, 4 + 4 * shape.length);
  return bytes;
}

/** A .npy of format 1.0, little-endian. */
export function npyOf(descr: string, shape: readonly number[], values: Uint8Array): Uint8Array {
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`;
  const padded = `${text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11)}\n`;
  const bytes = new Uint8Array(10 + padded.length + values.length);
  bytes.set([0x93, ...TEXT.encode('NUMPY'), 1, 0, padded.length & 255, padded.length >> 8]);
  bytes.set(TEXT.encode(padded), 10);
  bytes.set(values, 10 + padded.length);
  return bytes;
}

/** A ustar archive. */
export function tarBytes(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const blocks = Object.entries(files).flatMap(([path, content]) => {
    const header = new Uint8Array(512);
    header.set(TEXT.encode(path));
    header.set(TEXT.encode(content.length.toString(8).padStart(11, '0')), 124);
    header.set(TEXT.encode('        '), 148);
    header[156] = 0x30;
    header.set(TEXT.encode('ustar'), 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.set(TEXT.encode(sum.toString(8).padStart(6, '0')), 148);
    header[154] = 0;
    const body = new Uint8Array(Math.ceil(content.length / 512) * 512);
    body.set(content);
    return [header, body];
  });
  return new Uint8Array(Buffer.concat([...blocks, new Uint8Array(1024)]));
}
