import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FetchChunk } from '../../data/mnist/open-mnist.ts';

/** Where the chunks lie, seen from the bundled command line and from this file in the checkout. */
const FOLDERS = ['mnist', '../mnist', '../../../dist-cli/mnist'];

/** Reads MNIST's chunks, which lie beside the bundled command line. */
export const readMnistChunk: FetchChunk = async (name) => {
  const here = dirname(fileURLToPath(import.meta.url));
  const folder = FOLDERS.map((path) => join(here, path)).find((path) => existsSync(join(path, name)));
  if (folder === undefined) throw new Error('it is not beside the command line; run "npm run prepare" in the checkout');
  return new Uint8Array(await readFile(join(folder, name)));
};
