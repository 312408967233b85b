/** Features of a set of recordings, kept by what they were made of. */
import type { FrontEnd } from '../../core/audio/front-end.ts';
import { sha256 } from '../../core/base/sha256.ts';
import type { SkippedFile } from '../dataset.ts';
import type { LabelledFile } from '../folders/class-folders.ts';
import type { KeyedBytes } from '../store/keyed-bytes.ts';

export interface CachedFeatures {
  /** Paths of the files the samples are of, in their order. */
  readonly used: readonly string[];
  readonly skipped: readonly SkippedFile[];
  readonly rows: Int16Array;
}

/** Of the arithmetic of the front ends and of the clips: a change of either begins a new cache. */
const VERSION = 2;
const TEXT = { encoder: new TextEncoder(), decoder: new TextDecoder() };

/** Hash of every file's path and content, of the front end and of the rate. */
export async function featureKey(files: readonly LabelledFile[], { id }: FrontEnd, sampleRate: number): Promise<string> {
  const lines: string[] = [`${VERSION} ${id} ${sampleRate}`];
  for (const { file } of files) lines.push(`${file.path} ${await file.read().then(digest, () => 'unreadable')}`);
  return sha256(TEXT.encoder.encode(lines.join('\n')));
}

/** The platform's SHA-256 where it offers one, which is faster. */
async function digest(bytes: Uint8Array): Promise<string> {
  if (globalThis.crypto?.subtle === undefined) return sha256(bytes);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export async function cachedFeatures(cache: KeyedBytes, key: string): Promise<CachedFeatures | undefined> {
  const bytes = await cache.get(key);
  if (bytes === undefined) return undefined;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const facts = JSON.parse(TEXT.decoder.decode(bytes.subarray(4, 4 + length))) as Pick<CachedFeatures, 'used' | 'skipped'>;
  return { ...facts, rows: new Int16Array(bytes.slice(4 + length).buffer) };
}

export async function cacheFeatures(cache: KeyedBytes, key: string, { used, skipped, rows }: CachedFeatures): Promise<void> {
  const head = TEXT.encoder.encode(JSON.stringify({ used, skipped }));
  const bytes = new Uint8Array(4 + head.length + rows.byteLength);
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  bytes.set(head, 4);
  bytes.set(new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength), 4 + head.length);
  await cache.put(key, bytes);
}
