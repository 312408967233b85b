/** Helpers of a training in real threads, for tests in Node. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { nodeHelpers } from '../cli/training/node-helpers.ts';
import type { Helpers } from '../train/team/team.ts';

export interface ThreadFile {
  readonly helpers: (threads: number) => Helpers;
  readonly dispose: () => void;
}

/** From here Node finds the packages that the thread loads. */
const FOLDER = 'node_modules/.cache';

/** Bundles the thread, as the command line's build does; takes seconds. */
export async function bundleThread(): Promise<ThreadFile> {
  mkdirSync(FOLDER, { recursive: true });
  const outDir = resolve(mkdtempSync(join(FOLDER, 'thread-')));
  const rollupOptions = { output: { entryFileNames: 'thread.mjs' } };
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: { ssr: 'src/cli/training/gradient-thread.ts', outDir, target: 'node20', emptyOutDir: true, minify: false, rollupOptions },
  });
  return {
    helpers: (threads) => nodeHelpers(threads, join(outDir, 'thread.mjs'))!,
    dispose: () => rmSync(outDir, { recursive: true }),
  };
}
