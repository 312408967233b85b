/**
 * A training step on one thread and on several, in turn in one worker of a page in headless Chromium:
 * `node scripts/run.js bench/threads.ts [--threads N] [--batch N] [--seconds N] [--rounds N]`. The shortest step of each counts. A network that training would
 * not divide stays on one.
 */
import { parseArgs } from 'node:util';
import { TRAIN_NETWORKS } from '../src/cli/bench/train-networks.ts';
import { askLab, withTrainLab } from './lab/open-train-lab.ts';

const OPTIONS = {
  threads: { type: 'string', default: '2' },
  batch: { type: 'string', default: '32' },
  seconds: { type: 'string', default: '4' },
  rounds: { type: 'string', default: '2' },
} as const;

export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  const [threads, batch, seconds, rounds] = [values.threads, values.batch, values.seconds, values.rounds].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  await withTrainLab([], async (open) => {
    const ratios: number[] = [];
    for (const net of TRAIN_NETWORKS) {
      let [one, all, used] = [Infinity, Infinity, 1];
      for (let round = 0; round < rounds; round++) {
        const times = await open((page) => askLab<'threads'>(page, { kind: 'threads', net, batch, threads, seconds }));
        used = times.threads;
        [one, all] = [Math.min(one, times.aloneMs), Math.min(all, times.togetherMs)];
      }
      ratios.push(one / all);
      console.log(`${net}: one thread ${one.toFixed(2)} ms, on ${used} ${all.toFixed(2)} ms, ${(one / all).toFixed(2)} times as fast`);
    }
    const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
    console.log(`geometric mean ${mean.toFixed(2)}, smallest ${Math.min(...ratios).toFixed(2)}`);
  });
}
