/**
 * Compiles src/kernels/simd.as (AssemblyScript) into src/kernels/simd-wasm.ts: `node scripts/kernels.js`. The compiler is fetched by npx;
 * its output is checked in, so that nobody else needs it. A test fails when the source has changed since.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './root.js';

const COMPILER = 'assemblyscript@0.28.20';
const OPTIONS = ['--enable', 'simd', '--importMemory', '--runtime', 'stub', '-O3', '--noAssert', '--converge'];

const source = join(root, 'src/kernels/simd.as');
const folder = mkdtempSync(join(tmpdir(), 'tinyscape-kernels-'));
try {
  copyFileSync(source, join(folder, 'simd.ts'));
  execFileSync('npx', ['--yes', '-p', COMPILER, 'asc', 'simd.ts', '-o', 'simd.wasm', ...OPTIONS], { cwd: folder, stdio: 'inherit' });
  const sha256 = createHash('sha256').update(readFileSync(source)).digest('hex');
  const lines =
    readFileSync(join(folder, 'simd.wasm'))
      .toString('base64')
      .match(/.{1,120}/g) ?? [];
  writeFileSync(
    join(root, 'src/kernels/simd-wasm.ts'),
    `/** simd.as compiled by ${COMPILER}: made by scripts/kernels.js, not by hand. */

/** SHA-256 of the source this was compiled from. */
export const SIMD_SOURCE_SHA256 = '${sha256}';

/** The module, base64. */
export const SIMD_WASM = [
${lines.map((line) => `  '${line}',`).join('\n')}
].join('');
`,
  );
} finally {
  rmSync(folder, { recursive: true });
}
