import type { Result } from '../../core/base/result.ts';
import { fail } from '../../core/base/result.ts';
import type { Backend, BackendAssets, BackendName } from './backend.ts';
import { openBackend } from './open-backend.ts';

/**
 * Opens each backend that starts, lets `time` say how long a step takes there (ms), and leaves the fastest in use. The CPU backend is for where
 * no other starts: it is over a hundred times slower.
 */
export async function fastestBackend(
  names: readonly BackendName[],
  assets: BackendAssets,
  time: (backend: Backend) => Promise<number>,
): Promise<Result<Backend>> {
  const opened: Backend[] = [];
  for (const name of names.filter((each) => each !== 'cpu')) {
    const each = await openBackend(name, assets);
    if (each.ok) opened.push(each.value);
  }
  const [only, ...others] = opened;
  if (only === undefined) return names.includes('cpu') ? openBackend('cpu', assets) : fail('No backend to train on starts here.');
  if (others.length === 0) return openBackend(only.name, assets);
  const times: number[] = [];
  for (const each of opened) {
    const again = await openBackend(each.name, assets);
    times.push(again.ok ? await time(each) : Infinity);
  }
  return openBackend(opened[times.indexOf(Math.min(...times))]!.name, assets);
}
