/** `bench train`: what a training step takes, for comparison with the native peer that prints the same fields. */
import type { TrainingTime } from '../../train/bench/time-training.ts';
import type { Outcome, Values } from '../command.ts';
import { textOf, unusable } from '../command.ts';
import { textTable } from '../table.ts';

const SECONDS = 3;
const LARGEST_BATCH = 1024;

export async function benchTrain(values: Values): Promise<Outcome> {
  const batch = Number(textOf(values, 'batch') ?? 32);
  if (!Number.isInteger(batch) || batch < 2 || batch > LARGEST_BATCH)
    return unusable(`bench train: --batch must be a whole number from 2 to ${LARGEST_BATCH}`);
  if ((textOf(values, 'threads') ?? '1') !== '1') return unusable('bench train: --threads must be 1; more threads are not built yet');
  const { PEER_NETWORKS } = await import('../../train/bench/peer-networks.ts');
  const net = textOf(values, 'net');
  const chosen = PEER_NETWORKS.filter(({ name }) => net === undefined || name === net);
  if (chosen.length === 0)
    return unusable(`bench train: there is no network "${net}"; there are ${PEER_NETWORKS.map(({ name }) => name).join(', ')}`);
  const { openNodeBackend } = await import('./node-backend.ts');
  const backend = await openNodeBackend();
  if (!backend.ok) return unusable(`bench train: ${backend.error.message}`);
  const { timeTraining } = await import('../../train/bench/time-training.ts');
  return outcomeOf(chosen.map((network) => timeTraining({ network, batch, threads: backend.value.threads, seconds: SECONDS })));
}

function outcomeOf(times: readonly TrainingTime[]): Outcome {
  const rows = times.map((time) => [time.net, String(time.batch), time.backend, time.train_ms.toFixed(2), time.forward_ms.toFixed(2)]);
  const json = times.length === 1 ? times[0] : times;
  return { status: 0, json, text: textTable(['network', 'batch', 'backend', 'train ms', 'forward ms'], rows) };
}
