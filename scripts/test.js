/**
 * `npm test`: the whole check, in the order in which a mistake is cheapest to find. Installs what is missing, runs every step even
 * when an earlier one failed, and closes with "N passed, N failed": the runners' tests plus one for each of the other steps.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkBudget } from './budget.js';
import { ensureChromium } from './chromium.js';
import { runNode, runTool } from './command.js';
import { playwrightCounts, sumCounts, vitestCounts } from './counts.js';
import { ensureInstalled } from './install.js';
import { root } from './root.js';

/** @typedef {import('./counts.js').Counts} Counts */

const reports = mkdtempSync(join(tmpdir(), 'tinyscape-test-'));

/**
 * @param {boolean} succeeded
 * @returns {Counts}
 */
function single(succeeded) {
  return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0 };
}

/**
 * @param {string} name
 * @param {readonly string[]} args
 */
function vitest(name, args) {
  const file = join(reports, `${name}.json`);
  return vitestCounts(file, runTool('vitest', ['run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]));
}

function conformance() {
  if (existsSync(join(root, '../shared/reference'))) return vitest('conformance', ['--mode', 'conformance']);
  console.log('NOT CHECKED: ../shared/reference is not here, so nothing is compared with the reference measurements.');
  return { passed: 0, failed: 0, skipped: 1 };
}

function endToEnd() {
  const file = join(reports, 'e2e.json');
  ensureChromium();
  return playwrightCounts(file, runTool('playwright', ['test', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_NAME: file }));
}

/** @type {readonly (readonly [name: string, run: () => Counts])[]} */
const STEPS = [
  ['format', () => single(runTool('oxfmt', ['--check']))],
  ['lint', () => single(runTool('oxlint', ['--type-aware', '--deny-warnings']))],
  ['types', () => single(runTool('tsc', ['-p', '.']))],
  ['unit', () => vitest('unit', [])],
  ['conformance', conformance],
  ['build', () => single(runNode('scripts/prepare.js', []) && runTool('vite', ['build', '--logLevel', 'warn']) && checkBudget())],
  ['end-to-end', endToEnd],
];

/**
 * @param {string} name
 * @param {() => Counts} run
 */
function timed(name, run) {
  console.log(`\n== ${name}`);
  const start = performance.now();
  const counts = run();
  return { name, counts, seconds: (performance.now() - start) / 1000 };
}

ensureInstalled();
const results = STEPS.map(([name, run]) => timed(name, run));
rmSync(reports, { recursive: true, force: true });

const total = sumCounts(results.map(({ counts }) => counts));
console.log('');
for (const { name, counts, seconds } of results) {
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} not run` : '';
  console.log(
    `${counts.failed === 0 ? 'ok  ' : 'FAIL'} ${name.padEnd(12)} ${seconds.toFixed(1).padStart(6)} s  ${counts.passed} ok${skipped}`,
  );
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
