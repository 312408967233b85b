import { ok, type Result } from '../base/result.ts';
import type { Design } from '../document/design.ts';
import { newDesign } from '../document/new-design.ts';
import { parseDesign } from '../document/parse-design.ts';
import { importTflite } from './tflite/import.ts';
import { readTflite } from './tflite/read.ts';
import type { TfliteFile } from './tflite/tflite-file.ts';

export interface OpenedTflite {
  /** Checked like any other document: what opens can also be saved and opened again. */
  readonly design: Design;
  readonly file: TfliteFile;
}

/** A .tflite as a design named after the file; `hash` is the SHA-256 of the bytes, hex. */
export function openTflite(bytes: Uint8Array, fileName: string, hash: string): Result<OpenedTflite> {
  const file = readTflite(bytes, fileName);
  if (!file.ok) return file;
  const imported = importTflite(file.value, fileName);
  if (!imported.ok) return imported;
  const { graph, origin } = imported.value;
  const name = fileName.replace(/\.tflite$/i, '');
  const design = parseDesign({ ...newDesign(name), graph, quantize: { scheme: 'file', io: 'int8' }, origin: { ...origin, blob: hash } });
  return design.ok ? ok({ design: design.value, file: file.value }) : design;
}
