/** Our time of a training step beside a native peer's, network by network, in turn. */
import { execFileSync } from 'node:child_process';
import { TRAIN_NETWORKS, type TrainNetwork } from '../src/cli/bench/train-networks.ts';

export interface Peer {
  /** A Python script that prints one JSON line a network with the fields of `tinyscape bench train --json`. */
  readonly script: string;
  readonly rounds: number;
  readonly threads: number;
}

/** `trainMs` is what ours takes. Prints the smallest median of each and their ratio. */
export async function besidePeer(peer: Peer, trainMs: (net: TrainNetwork) => Promise<number>): Promise<void> {
  const ratios: number[] = [];
  for (const net of TRAIN_NETWORKS) {
    let [ours, theirs] = [Infinity, Infinity];
    for (let round = 0; round < peer.rounds; round++) {
      ours = Math.min(ours, await trainMs(net));
      theirs = Math.min(theirs, peerMs(peer, net));
    }
    ratios.push(ours / theirs);
    console.log(`${net}: ${ours.toFixed(1)} ms, peer ${theirs.toFixed(1)} ms, ratio ${(ours / theirs).toFixed(2)}`);
  }
  const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
  console.log(`geometric mean ${mean.toFixed(2)}, largest ${Math.max(...ratios).toFixed(2)}`);
}

function peerMs({ script, threads }: Peer, net: TrainNetwork): number {
  return trainMsIn(execFileSync('/usr/bin/python3', [script, net, '--threads', String(threads), '--batch', '32'], { encoding: 'utf8' }));
}

/** Of one network's JSON. */
export function trainMsIn(json: string): number {
  const time = JSON.parse(json) as { readonly train_ms: number };
  return time.train_ms;
}
