/**
 * Our training step in Node beside the native peer's, one thread: `node scripts/run.js bench/train.ts PEER.py [ROUNDS]`; what PEER.py prints is
 * said in bench/beside-peer.ts.
 */
import { execFileSync } from 'node:child_process';
import { besidePeer, trainMsIn } from './beside-peer.ts';

export async function main([script, rounds = '3']: readonly string[]): Promise<void> {
  if (script === undefined) throw new Error('usage: node scripts/run.js bench/train.ts PEER.py [ROUNDS]');
  await besidePeer({ script, rounds: Number(rounds), threads: 1 }, async (net) =>
    trainMsIn(execFileSync(process.execPath, ['bin/tinyscape.js', 'bench', 'train', '--net', net, '--json'], { encoding: 'utf8' })),
  );
}
