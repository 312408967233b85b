/** Installs the pinned dependencies when they are missing or not the ones package.json names. Plain Node: it runs before anything is installed. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.js';

/**
 * @param {string} path
 * @returns {Record<string, any> | undefined} undefined when there is no such file
 */
function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @returns {string[]} names of dependencies that are missing or of another version */
function outdatedDependencies() {
  const { dependencies, devDependencies } = readJson(join(root, 'package.json')) ?? {};
  const wanted = { ...dependencies, ...devDependencies };
  return Object.keys(wanted).filter((name) => readJson(join(root, 'node_modules', name, 'package.json'))?.version !== wanted[name]);
}

/** Runs `npm ci` where needed; ends the process with its status when it fails. */
export function ensureInstalled() {
  const missing = outdatedDependencies();
  if (missing.length === 0) return;
  console.log(`Installing dependencies (${missing.length} missing or outdated) with npm ci ...`);
  const { status } = spawnSync('npm', ['ci'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) {
    console.error('npm ci failed; the lines above say why.');
    process.exit(status ?? 1);
  }
}
