import { expose, transfer } from 'comlink';
import { elementCount } from '../core/graph/tensor.ts';
import { factsOf } from '../data/balance.ts';
import type { Dataset } from '../data/dataset.ts';
import { openRequested } from '../data/open/open-requested.ts';
import type { DataWorkerApi } from '../jobs/data-job.ts';

/** Between two reports of progress, ms. */
const REPORT_MS = 100;

let open: Dataset | undefined;

const api: DataWorkerApi = {
  open: async (request, onProgress) => {
    let reported = 0;
    const dataset = await openRequested(request, (done, all) => {
      const now = performance.now();
      if (now - reported < REPORT_MS) return;
      reported = now;
      onProgress(done, all);
    });
    open = dataset.ok ? dataset.value : undefined;
    return dataset.ok ? { ok: true, value: factsOf(dataset.value) } : dataset;
  },
  samples: async (split, indices) => {
    if (open === undefined) throw new Error('no data set is open');
    const values = new Float32Array(indices.length * elementCount(open.sampleShape));
    await open.splits[split].read(indices, values);
    return transfer(values, [values.buffer]);
  },
};

expose(api);
