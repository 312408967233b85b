/** Entry of a thread that helps a training. */
import { workerData } from 'node:worker_threads';
import { help, type HelperJob } from '../../train/team/helper.ts';
import { openNodeBackend } from './node-backend.ts';

async function open(): Promise<void> {
  const backend = await openNodeBackend();
  if (!backend.ok) throw new Error(backend.error.message);
}

void help(workerData as HelperJob, open);
