/** Runs a TypeScript file of this checkout in Node: `node scripts/run.js FILE [ARGUMENTS]` calls the `main(args)` it exports. */
import { resolve } from 'node:path';
import { runnerImport } from 'vite';
import { root } from './root.js';

const [file, ...args] = process.argv.slice(2);
if (file === undefined) {
  console.error('usage: node scripts/run.js FILE [ARGUMENTS]');
  process.exit(2);
}
const { module } = await runnerImport(resolve(root, file), { root, configFile: false, logLevel: 'warn' });
await /** @type {{ main(args: readonly string[]): unknown }} */ (module).main(args);
