/** Opens what a command is given: a .tflite, a .json design, a link, or a model of another program. */
import { readFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fail, ok, type Result } from '../core/base/result.ts';
import { sha256 } from '../core/base/sha256.ts';
import { tfliteWeights } from '../core/deploy/tflite-weights.ts';
import type { Design } from '../core/document/design.ts';
import { parseDesignText } from '../core/document/parse-design.ts';
import type { Weights } from '../core/document/weights.ts';
import { decodeLink, linkPayload } from '../core/formats/link/link.ts';
import { openModel } from '../core/formats/open-model.ts';
import { openTflite } from '../core/formats/open-tflite.ts';
import { MAX_FILE_BYTES, type TfliteFile } from '../core/formats/tflite/tflite-file.ts';

export interface Source {
  /** As the user named it. */
  readonly source: string;
  readonly design: Design;
  /** The file itself, when it was a .tflite. */
  readonly file?: TfliteFile;
  /** What a model of another program has learned. */
  readonly weights?: Weights;
  /** What did not open as it is in the file, a sentence each. */
  readonly notes?: readonly string[];
}

/** The design behind a file name or a link; a Problem names the file and what is wrong with it. */
export async function openSource(source: string): Promise<Result<Source>> {
  if (linkPayload(source) !== undefined) {
    const design = decodeLink(source);
    return design.ok ? ok({ source, design: design.value }) : design;
  }
  const bytes = await readBytes(source);
  if (!bytes.ok) return bytes;
  const model = openModel(bytes.value, basename(source), (path) => siblingOf(source, path));
  if (model !== undefined) return model.ok ? ok({ source, ...model.value }) : renamed(model.error.message, source);
  return bytes.value[0] === 0x7b ? openJson(source, bytes.value) : openFile(source, bytes.value);
}

/** What the source has learned; undefined for a design, which carries nothing. */
export function weightsOf({ source, file, weights }: Source): Result<Weights | undefined> {
  return file === undefined ? ok(weights) : tfliteWeights(file, basename(source));
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

/** A file that a model names, beside it and nowhere else. */
function siblingOf(source: string, path: string): Uint8Array | undefined {
  try {
    return new Uint8Array(readFileSync(join(dirname(source), basename(path))));
  } catch {
    return undefined;
  }
}

function openJson(source: string, bytes: Uint8Array): Result<Source> {
  const design = parseDesignText(new TextDecoder().decode(bytes));
  return design.ok ? ok({ source, design: design.value }) : fail(`${source}: ${problemText(design.error)}`);
}

function openFile(source: string, bytes: Uint8Array): Result<Source> {
  const opened = openTflite(bytes, basename(source), sha256(bytes));
  return opened.ok ? ok({ source, ...opened.value }) : renamed(opened.error.message, source);
}

/** Readers know a file by its last name; the user named it with its folder. */
function renamed(message: string, source: string): Result<never> {
  return fail(message.replace(basename(source), source));
}
