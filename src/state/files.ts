/** What a user opens: a file (see open-file.ts), a link, a design as JSON. */
import { fail, ok, type Result } from '../core/base/result.ts';
import type { Design } from '../core/document/design.ts';
import { parseDesignText } from '../core/document/parse-design.ts';
import { decodeLink, linkPayload } from '../core/formats/link/link.ts';

export interface Opened {
  readonly design: Design;
  /** What the design has learned, to be kept beside it: the .tflite itself, or the weights of a model of another program. */
  readonly blob?: NamedBlob;
  /** What did not open as it is in the file, a sentence each. */
  readonly notes?: readonly string[];
}

/** Bytes named by their SHA-256. */
export interface NamedBlob {
  readonly hash: string;
  readonly bytes: Uint8Array;
}

/** What is needed of a browser's File. */
export type FileLike = Pick<File, 'name' | 'size' | 'arrayBuffer'>;

/** A link (whole, its fragment, or alone) or a design as JSON. */
export function openText(text: string): Result<Opened> {
  const trimmed = text.trim();
  if (trimmed.startsWith('{')) return opened(parseDesignText(trimmed));
  if (linkPayload(trimmed) !== undefined || /^\d+\.[\w-]+$/.test(trimmed)) return opened(decodeLink(trimmed));
  return fail('It is neither a model (.tflite, .onnx, .keras, .h5, model.json), nor a design as JSON, nor a link.');
}

function opened(design: Result<Design>): Result<Opened> {
  return design.ok ? ok({ design: design.value }) : design;
}
