/**
 * Our training step in a worker of a page in headless Chromium beside the native peer's:
 * `node scripts/run.js bench/train-page.ts PEER.py [--rounds N] [--backend wasm|webgpu|cpu]`; what PEER.py prints is said in
 * bench/beside-peer.ts. On WebGPU the adapter is named, and a software one is not a GPU.
 */
import { parseArgs } from 'node:util';
import { BACKENDS, type BackendName } from '../src/train/backends/backend.ts';
import { besidePeer, type Peer } from './beside-peer.ts';
import { askLab, withTrainLab } from './lab/open-train-lab.ts';

const SECONDS = 3;

export async function main(args: readonly string[]): Promise<void> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: '2' },
      backend: { type: 'string', default: 'wasm' },
    },
  });
  const [script] = positionals;
  const backend = BACKENDS.find((name) => name === values.backend);
  if (script === undefined || backend === undefined)
    throw new Error('usage: node scripts/run.js bench/train-page.ts PEER.py [--rounds N] [--backend wasm|webgpu|cpu]');
  await comparePage({ script, rounds: Number(values.rounds), threads: 1 }, backend);
}

async function comparePage(peer: Peer, backend: BackendName): Promise<void> {
  const flags = backend === 'webgpu' ? ['--enable-unsafe-webgpu'] : [];
  await withTrainLab(flags, async (open) => {
    console.log(await open((page) => page.evaluate(() => window.tinyscapeTrainLab!.describe())));
    await besidePeer(peer, async (net) => {
      const time = await open((page) => askLab<'step'>(page, { kind: 'step', net, batch: 32, backend, seconds: SECONDS }));
      return time.trainMs;
    });
  });
}
