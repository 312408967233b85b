import { createEstimator } from '../core/cost/estimator.ts';
import { nodeFacts } from '../core/cost/node-facts.ts';
import { createOrderJob } from '../jobs/order-job.ts';
import { browserAddress } from './address-bar.ts';
import type { PreferenceStorage } from './preferences.ts';
import { startSession, type Session } from './session.ts';
import { createTabs } from './tabs.ts';

/** Workers can only be started by the composition root, which knows their files. */
export interface WorkerStarters {
  /** `() => new Worker(new URL('./workers/order.worker.ts', import.meta.url), { type: 'module' })` */
  readonly order: () => Worker;
}

/** The visit of this page: its address, its storage, its tabs. The database's code is loaded when it is first needed. */
export function startBrowserSession(workers: WorkerStarters): Session {
  return startSession({
    address: browserAddress(),
    costing: { createEstimator, nodeFacts },
    openStorage: async () => (await import('./idb-storage.ts')).openIdbStorage(),
    createTabs,
    createOrderJob: () => createOrderJob(workers.order),
    preferences: allowed(() => localStorage),
    tabMemory: allowed(() => sessionStorage),
    onLeaving: (listener) => {
      addEventListener('pagehide', listener);
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'hidden') listener();
      });
    },
  });
}

/** Reading `localStorage` itself throws where it is forbidden. */
function allowed(storage: () => PreferenceStorage): PreferenceStorage | undefined {
  try {
    return storage();
  } catch {
    return undefined;
  }
}
