/** Opens what a command is given: a .tflite, a .json design, or a link. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { fail, ok, type Result } from '../core/base/result.ts';
import { sha256 } from '../core/base/sha256.ts';
import type { Design } from '../core/document/design.ts';
import { parseDesignText } from '../core/document/parse-design.ts';
import { decodeLink, linkPayload } from '../core/formats/link/link.ts';
import { openTflite } from '../core/formats/open-tflite.ts';
import { MAX_FILE_BYTES, type TfliteFile } from '../core/formats/tflite/tflite-file.ts';

export interface Source {
  /** As the user named it. */
  readonly source: string;
  readonly design: Design;
  /** The file itself, when it was a .tflite. */
  readonly file?: TfliteFile;
}

/** The design behind a file name or a link; a Problem names the file and what is wrong with it. */
export async function openSource(source: string): Promise<Result<Source>> {
  if (linkPayload(source) !== undefined) {
    const design = decodeLink(source);
    return design.ok ? ok({ source, design: design.value }) : design;
  }
  const bytes = await readBytes(source);
  if (!bytes.ok) return bytes;
  return bytes.value[0] === 0x7b ? openJson(source, bytes.value) : openFile(source, bytes.value);
}

export function problemText(problem: { readonly message: string; readonly where?: string }): string {
  return problem.where === undefined ? problem.message : `${problem.where}: ${problem.message}`;
}

/** A file's bytes; a Problem names the file. */
export async function readBytes(path: string): Promise<Result<Uint8Array>> {
  try {
    const { size } = await stat(path);
    if (size > MAX_FILE_BYTES) return fail(`${path}: ${size} bytes; the largest file opened is ${MAX_FILE_BYTES}`);
    return ok(new Uint8Array(await readFile(path)));
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return fail(`${path}: ${missing ? 'there is no such file' : (error as Error).message}`);
  }
}

function openJson(source: string, bytes: Uint8Array): Result<Source> {
  const design = parseDesignText(new TextDecoder().decode(bytes));
  return design.ok ? ok({ source, design: design.value }) : fail(`${source}: ${problemText(design.error)}`);
}

function openFile(source: string, bytes: Uint8Array): Result<Source> {
  const opened = openTflite(bytes, basename(source), sha256(bytes));
  return opened.ok ? ok({ source, ...opened.value }) : fail(opened.error.message.replace(basename(source), source));
}
