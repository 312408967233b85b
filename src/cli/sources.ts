/** Opens what a command is given: a .tflite, a .json design, or a link. */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { fail, ok, type Result } from '../core/base/result.ts';
import type { Design } from '../core/document/design.ts';
import { newDesign } from '../core/document/new-design.ts';
import { parseDesign } from '../core/document/parse-design.ts';
import { decodeLink } from '../core/formats/link/link.ts';
import { importTflite } from '../core/formats/tflite/import.ts';
import { readTflite } from '../core/formats/tflite/read.ts';
import { MAX_FILE_BYTES, type TfliteFile } from '../core/formats/tflite/tflite-file.ts';

export interface Source {
  /** As the user named it. */
  readonly source: string;
  readonly design: Design;
  /** The file itself, when it was a .tflite. */
  readonly file?: TfliteFile;
}

const LINK = /#d=([^&\s]*)/;

/** The design behind a file name or a link; a Problem names the file and what is wrong with it. */
export async function openSource(source: string): Promise<Result<Source>> {
  const link = LINK.exec(source);
  if (link) {
    const design = decodeLink(link[1]!);
    return design.ok ? ok({ source, design: design.value }) : fail(`link: ${problemText(design.error)}`);
  }
  const bytes = await readBytes(source);
  if (!bytes.ok) return bytes;
  return bytes.value[0] === 0x7b ? openJson(source, bytes.value) : openTflite(source, bytes.value);
}

export function problemText(problem: { readonly message: string; readonly where?: string }): string {
  return problem.where === undefined ? problem.message : `${problem.where}: ${problem.message}`;
}

async function readBytes(path: string): Promise<Result<Uint8Array>> {
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
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    return fail(`${source}: not valid JSON: ${(error as Error).message}`);
  }
  const design = parseDesign(value);
  return design.ok ? ok({ source, design: design.value }) : fail(`${source}: ${problemText(design.error)}`);
}

function openTflite(source: string, bytes: Uint8Array): Result<Source> {
  const file = readTflite(bytes, basename(source));
  if (!file.ok) return fail(`${source}: ${problemText(file.error)}`);
  const imported = importTflite(file.value, basename(source));
  if (!imported.ok) return fail(`${source}: ${problemText(imported.error)}`);
  const blob = createHash('sha256').update(bytes).digest('hex');
  const { graph, origin } = imported.value;
  const design: Design = {
    ...newDesign(basename(source).replace(/\.tflite$/i, '')),
    graph,
    quantize: { scheme: 'file', io: 'int8' },
    origin: { ...origin, blob },
  };
  return ok({ source, design, file: file.value });
}
