/** Entry of a thread that helps a training. */
import { workerData } from 'node:worker_threads';
import { help, type HelperJob } from '../../train/team/helper.ts';
import { openNodeBackend } from './node-backend.ts';

void help(workerData as HelperJob, openNodeBackend);
