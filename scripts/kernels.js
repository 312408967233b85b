/**
 * Compiles the kernels (AssemblyScript, *.as) into WebAssembly, base64 in TypeScript: `node scripts/kernels.js`. What it makes is checked in, so
 * that a build needs no compiler; a test fails when a source has changed since.
 *
 * The kernels import a memory that is not theirs, TensorFlow.js's among others, so a module with data, globals, a table or a start function of
 * its own would overwrite or miss what it needs: such a module is refused.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { root } from './root.js';

const OPTIONS = ['--importMemory', '--noExportMemory', '--runtime', 'stub', '-O3', '--noAssert', '--converge', '--enable', 'simd'];

/** @typedef {{ entry: string, output: string, name: string, features: readonly string[] }} Target */

/**
 * The kernels of training are compiled twice from the same sources: with relaxed SIMD, whose fused multiply-add not every engine has, and without.
 * @type {readonly Target[]}
 */
const TARGETS = [
  { entry: 'src/kernels/simd.as', output: 'src/kernels/simd-wasm.ts', name: 'SIMD', features: [] },
  { entry: 'src/kernels/train/train.as', output: 'src/kernels/train/train-wasm.ts', name: 'TRAIN', features: [] },
  {
    entry: 'src/kernels/train/train.as',
    output: 'src/kernels/train/train-relaxed-wasm.ts',
    name: 'TRAIN_RELAXED',
    features: ['relaxed-simd'],
  },
];

/** Sections a kernel module may not have, by their number in the binary format. */
const FORBIDDEN = new Map([
  [4, 'a table'],
  [5, 'a memory'],
  [6, 'globals'],
  [8, 'a start function'],
  [9, 'table elements'],
  [11, 'data'],
]);

/**
 * The numbers of a module's sections.
 * @param {Uint8Array} bytes
 */
function sectionsOf(bytes) {
  const sections = [];
  let at = 8;
  while (at < bytes.length) {
    sections.push(bytes[at++] ?? 0);
    let length = 0;
    for (let shift = 0, more = true; more; shift += 7) {
      const byte = bytes[at++] ?? 0;
      length += (byte & 127) * 2 ** shift;
      more = byte >= 128;
    }
    at += length;
  }
  return sections;
}

/**
 * @param {Uint8Array} bytes
 * @param {string} entry
 */
function assertGuest(bytes, entry) {
  const found = sectionsOf(bytes).flatMap((section) => FORBIDDEN.get(section) ?? []);
  if (found.length > 0) throw new Error(`${entry} compiles to a module with ${found.join(', ')}; it lives in the memory of another`);
}

/**
 * SHA-256 over the sources beside an entry, in the order of their names.
 * @param {readonly string[]} sources
 */
function hashOf(sources) {
  const hash = createHash('sha256');
  for (const source of sources) hash.update(readFileSync(source));
  return hash.digest('hex');
}

/**
 * @param {Target} target
 * @param {string} compiler
 */
function compile({ entry, output, name, features }, compiler) {
  const beside = dirname(join(root, entry));
  const sources = readdirSync(beside)
    .filter((file) => file.endsWith('.as'))
    .toSorted()
    .map((file) => join(beside, file));
  const folder = mkdtempSync(join(tmpdir(), 'tinyscape-kernels-'));
  try {
    for (const source of sources) copyFileSync(source, join(folder, `${basename(source, '.as')}.ts`));
    const enabled = features.flatMap((feature) => ['--enable', feature]);
    const main = `${basename(entry, '.as')}.ts`;
    execFileSync(process.execPath, [compiler, main, '-o', 'kernels.wasm', ...OPTIONS, ...enabled], { cwd: folder, stdio: 'inherit' });
    const bytes = readFileSync(join(folder, 'kernels.wasm'));
    assertGuest(bytes, entry);
    write({ entry, output, name, features }, bytes, hashOf(sources));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {Target} target
 * @param {Buffer} bytes
 * @param {string} sha256
 */
function write({ entry, output, name, features }, bytes, sha256) {
  const compiled = [basename(entry), ...features.map((feature) => `with ${feature}`)].join(' ');
  const lines = bytes.toString('base64').match(/.{1,120}/g) ?? [];
  writeFileSync(
    join(root, output),
    `/** ${compiled} compiled by ${versionOfCompiler()}: made by scripts/kernels.js, not by hand. */

/** SHA-256 of the sources this was compiled from. */
export const ${name}_SOURCE_SHA256 = '${sha256}';

/** The module, base64. */
export const ${name}_WASM = [
${lines.map((line) => `  '${line}',`).join('\n')}
].join('');
`,
  );
}

function versionOfCompiler() {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/assemblyscript/package.json'), 'utf8'));
  return `assemblyscript@${version}`;
}

const compiler = join(dirname(createRequire(import.meta.url).resolve('assemblyscript/package.json')), 'bin/asc.js');
for (const target of TARGETS) compile(target, compiler);
