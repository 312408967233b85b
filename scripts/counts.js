/** Reads how many tests passed and failed out of the runners' JSON reports. */
import { readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * @param {string} path
 * @returns {any} undefined when the runner wrote none
 */
function report(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * A runner that failed without a failed test (a file that does not load, say) counts as one failure.
 * @param {Counts} counts
 * @param {boolean} succeeded
 * @returns {Counts}
 */
function withRunner(counts, succeeded) {
  return succeeded || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

/**
 * @param {string} path report of `vitest --reporter=json`
 * @param {boolean} succeeded
 */
export function vitestCounts(path, succeeded) {
  const json = report(path);
  const skipped = (json?.numPendingTests ?? 0) + (json?.numTodoTests ?? 0);
  return withRunner({ passed: json?.numPassedTests ?? 0, failed: json?.numFailedTests ?? 0, skipped }, succeeded);
}

/**
 * @param {string} path report of `playwright test --reporter=json`
 * @param {boolean} succeeded
 */
export function playwrightCounts(path, succeeded) {
  const stats = report(path)?.stats;
  const failed = (stats?.unexpected ?? 0) + (stats?.flaky ?? 0);
  return withRunner({ passed: stats?.expected ?? 0, failed, skipped: stats?.skipped ?? 0 }, succeeded);
}

/**
 * @param {readonly Counts[]} all
 * @returns {Counts}
 */
export function sumCounts(all) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of all) {
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  return sum;
}
