import { defineConfig } from 'vitest/config';

/** Unit tests by default; `--mode conformance` runs the comparisons with ../shared/reference instead. */
export default defineConfig(({ mode }) => ({
  test: {
    projects:
      mode === 'conformance'
        ? [{ test: { name: 'conformance', environment: 'node', include: ['src/**/*.conformance.ts'], testTimeout: 120_000 } }]
        : [
            { test: { name: 'unit', environment: 'node', include: ['{src,scripts}/**/*.test.ts'], testTimeout: 30_000 } },
            { test: { name: 'screen', environment: 'happy-dom', include: ['src/**/*.test.tsx'], testTimeout: 30_000 } },
          ],
  },
}));
