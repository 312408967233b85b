/** Bundles the command line into dist-cli/, so that `npx tinyscape` works after `npm ci` in a checkout. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.js';

const ENTRY = 'src/cli/main.ts';
const THREAD = 'src/cli/training/gradient-thread.ts';

async function bundle() {
  const { build, runnerImport } = await import('vite');
  const { module } = await runnerImport(join(root, 'scripts/mnist/plugin.ts'), { root, configFile: false, logLevel: 'warn' });
  const { mnistChunks } = /** @type {typeof import('./mnist/plugin.ts')} */ (module);
  await build({
    root,
    configFile: false,
    publicDir: false,
    plugins: [mnistChunks(root)],
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: 'dist-cli',
      target: 'node20',
      emptyOutDir: true,
      rollupOptions: { input: { main: ENTRY, 'gradient-thread': THREAD }, output: { entryFileNames: '[name].js' } },
    },
  });
}

if (!existsSync(join(root, ENTRY))) console.log(`prepare: ${ENTRY} is not in this package; the command line is not built.`);
else if (!existsSync(join(root, 'node_modules/vite')))
  console.log('prepare: development dependencies are not installed; the command line is not built.');
else await bundle();
