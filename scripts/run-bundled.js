/**
 * Runs a TypeScript file that trains: `node scripts/run-bundled.js FILE [ARGUMENTS]` calls the `main(args)` it exports. It is bundled first, as
 * the command line is, because Node does not load TensorFlow.js's modules as they are; MNIST is read from beside the command line.
 */
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { root } from './root.js';

const [file, ...args] = process.argv.slice(2);
if (file === undefined) {
  console.error('usage: node scripts/run-bundled.js FILE [ARGUMENTS]');
  process.exit(2);
}
const outDir = join(root, 'dist-cli/bench', basename(file, '.ts'));
await build({
  root,
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  ssr: { noExternal: true, external: ['vite', '@playwright/test'] },
  build: { ssr: file, outDir, target: 'node20', emptyOutDir: true, rollupOptions: { output: { entryFileNames: 'main.js' } } },
});
const module = await import(pathToFileURL(join(outDir, 'main.js')).href);
await /** @type {{ main(args: readonly string[]): unknown }} */ (module).main(args);
