import type { Result } from '../../core/base/result.ts';
import { fail, ok } from '../../core/base/result.ts';
import type { Backend, BackendAssets, BackendName } from './backend.ts';
import { openBackend } from './open-backend.ts';

export interface TimedBackend {
  readonly backend: Backend;
  /** Milliseconds of the timed step. */
  readonly ms: number;
}

/**
 * Opens each backend that starts, times `step` there once after a first run that compiles, and leaves the fastest in use. The CPU backend is
 * for where no other starts: it is over a hundred times slower.
 */
export async function fastestBackend(
  names: readonly BackendName[],
  assets: BackendAssets,
  step: () => Promise<void>,
): Promise<Result<TimedBackend>> {
  const timed: TimedBackend[] = [];
  for (const name of names.filter((each) => each !== 'cpu')) {
    const opened = await openBackend(name, assets);
    if (opened.ok) timed.push({ backend: opened.value, ms: await timeOf(step) });
  }
  const best = timed.toSorted((a, b) => a.ms - b.ms)[0];
  const chosen = best?.backend.name ?? (names.includes('cpu') ? 'cpu' : undefined);
  if (chosen === undefined) return fail('No backend to train on starts here.');
  const reopened = await openBackend(chosen, assets);
  if (!reopened.ok) return reopened;
  return ok(best ?? { backend: reopened.value, ms: await timeOf(step) });
}

async function timeOf(step: () => Promise<void>): Promise<number> {
  await step();
  const start = performance.now();
  await step();
  return performance.now() - start;
}
