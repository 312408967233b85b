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
 * Runs a JavaScript file in Node to its end, output passed through.
 * @param {string} file relative to the checkout
 * @param {readonly string[]} args
 * @param {Record<string, string | undefined>} [env] added to the environment
 * @returns {boolean} true when it succeeded
 */
export function runNode(file, args, env = {}) {
  const { status } = spawnSync(process.execPath, [join(root, file), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return status === 0;
}

/**
 * @param {Tool} tool
 * @param {readonly string[]} args
 * @param {Record<string, string | undefined>} [env]
 */
export function runTool(tool, args, env = {}) {
  return runNode(`node_modules/${ENTRIES[tool]}`, args, env);
}
