/**
 * Our training step beside the native peer's, in turn, one thread: `node scripts/run.js bench/train.ts PEER.py [ROUNDS]`, where PEER.py prints one
 * JSON line a network with the fields of `tinyscape bench train --json`. Prints the smallest median of each and their ratio.
 */
import { execFileSync } from 'node:child_process';

interface Time {
  readonly net: string;
  readonly train_ms: number;
}

const NETS = ['ds-cnn', 'resnet-8', 'mobilenet-v1-025', 'autoencoder', 'mnist-cnn'];

export function main([peer, rounds = '3']: readonly string[]): void {
  if (peer === undefined) throw new Error('usage: node scripts/run.js bench/train.ts PEER.py [ROUNDS]');
  const ratios = NETS.map((net) => {
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let round = 0; round < Number(rounds); round++) {
      ours.push(trainMs(process.execPath, ['bin/tinyscape.js', 'bench', 'train', '--net', net, '--json']));
      theirs.push(trainMs('/usr/bin/python3', [peer, net, '--threads', '1', '--batch', '32']));
    }
    const ratio = Math.min(...ours) / Math.min(...theirs);
    console.log(`${net}: ${Math.min(...ours).toFixed(1)} ms, peer ${Math.min(...theirs).toFixed(1)} ms, ratio ${ratio.toFixed(2)}`);
    return ratio;
  });
  const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
  console.log(`geometric mean ${mean.toFixed(2)}, largest ${Math.max(...ratios).toFixed(2)}`);
}

function trainMs(program: string, args: readonly string[]): number {
  const time = JSON.parse(execFileSync(program, args, { encoding: 'utf8' })) as Time;
  return time.train_ms;
}
