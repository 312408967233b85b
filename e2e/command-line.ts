/** The project's own command line, as a person would run it in a terminal; what it writes are the files the stories open. */
import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Design } from '../src/core/document/design.ts';
import { designJson } from '../src/core/document/design-json.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);

/** What `estimate --json` promises, as far as the stories look at it. */
export interface EstimateJson {
  readonly ops: number;
  readonly macs: number;
  readonly params: number;
  readonly sram: {
    readonly activations: number;
    readonly total: number;
    readonly available: number;
    readonly bestOrder: { readonly activations: number; readonly lowerBound: number };
  };
  readonly flash: { readonly total: number; readonly available: number };
  readonly latency: { readonly ms?: number };
  readonly energy: { readonly microjoules?: number };
  readonly fits: boolean | 'unknown';
}

/** `npx tinyscape ARGUMENTS`; what it prints. */
export async function tinyscape(...args: readonly string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [join(root, 'bin/tinyscape.js'), ...args], { cwd: root, maxBuffer: 2 ** 26 });
  return stdout;
}

export async function estimateOf(source: string, ...args: readonly string[]): Promise<EstimateJson> {
  return JSON.parse(await tinyscape('estimate', source, ...args, '--json')) as EstimateJson;
}

/** The design as a .json file in a folder of its own. */
export async function jsonFile(design: Design, name = 'design.json'): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'tinyscape-e2e-')), name);
  await writeFile(path, designJson(design));
  return path;
}

/** The design as a .tflite file, its weights zero. */
export async function tfliteFile(design: Design, name = 'model.tflite'): Promise<string> {
  const json = await jsonFile(design);
  const path = join(json, '..', name);
  await tinyscape('convert', json, path);
  return path;
}
