import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { playwrightCounts, sumCounts, vitestCounts } from './counts.js';

describe('counting what the runners report', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'counts-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function report(json: object): string {
    const path = join(folder, 'report.json');
    writeFileSync(path, JSON.stringify(json));
    return path;
  }

  it('reads Vitest', () => {
    const path = report({ numPassedTests: 7, numFailedTests: 2, numPendingTests: 1, numTodoTests: 3 });
    expect(vitestCounts(path, false)).toEqual({ passed: 7, failed: 2, skipped: 4 });
  });

  it('reads Playwright, and counts a flaky test as failed', () => {
    const path = report({ stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 } });
    expect(playwrightCounts(path, false)).toEqual({ passed: 5, failed: 2, skipped: 2 });
  });

  it('counts a runner that failed without a failed test, or without a report, as one failure', () => {
    expect(vitestCounts(report({ numPassedTests: 7, numFailedTests: 0 }), false)).toEqual({ passed: 7, failed: 1, skipped: 0 });
    expect(playwrightCounts(join(folder, 'none.json'), false)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('sums', () => {
    expect(
      sumCounts([
        { passed: 1, failed: 0, skipped: 2 },
        { passed: 3, failed: 4, skipped: 0 },
      ]),
    ).toEqual({ passed: 4, failed: 4, skipped: 2 });
  });
});
