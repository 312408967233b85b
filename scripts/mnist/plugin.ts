import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { MNIST_CHUNKS } from '../../src/data/mnist/layout.ts';
import { packMnist } from './pack.ts';

/** Puts MNIST's chunks below `mnist/` of whatever is built, and serves them while developing. */
export function mnistChunks(root: string): Plugin {
  return {
    name: 'tinyscape-mnist',
    generateBundle() {
      const folder = packMnist(root);
      for (const { name } of MNIST_CHUNKS)
        this.emitFile({ type: 'asset', fileName: `mnist/${name}`, source: readFileSync(join(folder, name)) });
    },
    configureServer(server) {
      server.middlewares.use('/mnist/', (request, response, next) => {
        const chunk = MNIST_CHUNKS.find(({ name }) => request.url === `/${name}`);
        if (chunk === undefined) return next();
        response.setHeader('Content-Type', 'application/octet-stream');
        response.end(readFileSync(join(packMnist(root), chunk.name)));
      });
    },
  };
}
