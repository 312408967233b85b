import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** The single-threaded builds: for engines with relaxed SIMD, and for the others. */
const FILES = [
  'litert_wasm_internal.js',
  'litert_wasm_internal.wasm',
  'litert_wasm_compat_internal.js',
  'litert_wasm_compat_internal.wasm',
] as const;

/** Puts LiteRT.js's WebAssembly below `litert/` of whatever is built, and serves it while developing: it is loaded from there when asked for. */
export function litertRuntime(root: string): Plugin {
  const folder = join(root, 'node_modules/@litertjs/core/wasm');
  return {
    name: 'tinyscape-litert',
    generateBundle() {
      for (const name of FILES) this.emitFile({ type: 'asset', fileName: `litert/${name}`, source: readFileSync(join(folder, name)) });
    },
    configureServer(server) {
      server.middlewares.use('/litert/', (request, response, next) => {
        const name = FILES.find((file) => request.url === `/${file}`);
        if (name === undefined) return next();
        response.setHeader('Content-Type', name.endsWith('.js') ? 'text/javascript' : 'application/wasm');
        response.end(readFileSync(join(folder, name)));
      });
    },
  };
}
