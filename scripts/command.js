/** Runs the project's own tools by their JavaScript entry, so that no shell and no PATH is needed. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './root.js';

const ENTRIES = {
  oxfmt: 'oxfmt/bin/oxfmt',
  oxlint: 'oxlint/bin/oxlint',
  playwright: '@playwright/test/cli.js',
  tsc: 'typescript/bin/tsc',
  vite: 'vite/bin/vite.js',
  vitest: 'vitest/vitest.mjs',
};

/** @typedef {keyof typeof ENTRIES} Tool */

/**
 * Runs a tool to its end, output passed through.
 * @param {Tool} tool
 * @param {readonly string[]} args
 * @param {Record<string, string | undefined>} [env] added to the environment
 * @returns {boolean} true when it succeeded
 */
export function runTool(tool, args, env = {}) {
  const entry = join(root, 'node_modules', ENTRIES[tool]);
  const { status } = spawnSync(process.execPath, [entry, ...args], { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  return status === 0;
}
