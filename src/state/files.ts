/** Opens what a user drops, picks or pastes: a .tflite file, a design as JSON, a link. Which it is, is told by the contents. */
import { fail, ok, type Result } from '../core/base/result.ts';
import { sha256 } from '../core/base/sha256.ts';
import type { Design } from '../core/document/design.ts';
import { parseDesignText } from '../core/document/parse-design.ts';
import { decodeLink, linkPayload } from '../core/formats/link/link.ts';

/** The largest file that is read at all. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;

export interface Opened {
  readonly design: Design;
  /** The file it came from, to be kept beside the design. */
  readonly blob?: NamedBlob;
}

/** Bytes named by their SHA-256. */
export interface NamedBlob {
  readonly hash: string;
  readonly bytes: Uint8Array;
}

/** What is needed of a browser's File. */
export type FileLike = Pick<File, 'name' | 'size' | 'arrayBuffer'>;

/** The message of a refusal names the file and what is wrong with it. */
export async function openFile(file: FileLike): Promise<Result<Opened>> {
  if (file.size > MAX_FILE_BYTES) return fail(`${file.name} has ${file.size} bytes; at most ${MAX_FILE_BYTES} can be opened.`);
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return fail(`${file.name} could not be read.`);
  }
  if (isTflite(bytes) || /\.tflite$/i.test(file.name)) return openTfliteBytes(bytes, file.name);
  const text = openText(new TextDecoder().decode(bytes));
  return text.ok ? text : fail(`${file.name} cannot be opened: ${text.error.message}`);
}

/** A link (whole, its fragment, or alone) or a design as JSON. */
export function openText(text: string): Result<Opened> {
  const trimmed = text.trim();
  if (trimmed.startsWith('{')) return opened(parseDesignText(trimmed));
  if (linkPayload(trimmed) !== undefined || /^\d+\.[\w-]+$/.test(trimmed)) return opened(decodeLink(trimmed));
  return fail('It is neither a .tflite file, nor a design as JSON, nor a link.');
}

function opened(design: Result<Design>): Result<Opened> {
  return design.ok ? ok({ design: design.value }) : design;
}

/** Bytes 4 to 7 of a .tflite name its format. */
function isTflite(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(4, 8)) === 'TFL3';
}

/** The reader is loaded when it is first needed. */
async function openTfliteBytes(bytes: Uint8Array, name: string): Promise<Result<Opened>> {
  const { openTflite } = await import('../core/formats/open-tflite.ts');
  const hash = sha256(bytes);
  const design = openTflite(bytes, name, hash);
  return design.ok ? ok({ design: design.value.design, blob: { hash, bytes } }) : fail(withWhere(design.error));
}

function withWhere({ message, where }: { readonly message: string; readonly where?: string }): string {
  return where === undefined ? message : `${message} (${where})`;
}
