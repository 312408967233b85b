/** `bench train`: what a training step takes, for comparison with the native peer that prints the same fields. */
import type { Outcome, Values } from '../command.ts';
import { textOf, unusable } from '../command.ts';
import { TRAIN_NETWORKS, trainNetwork } from '../bench/train-networks.ts';
import { textTable } from '../table.ts';
import { threadsOf } from './threads-option.ts';
import type { StepTimes } from '../../train/run/time-step.ts';

const SECONDS = 3;
const LARGEST_BATCH = 1024;

interface TrainingTime {
  readonly net: string;
  readonly batch: number;
  readonly threads: number;
  readonly backend: string;
  /** Medians, in milliseconds. */
  readonly train_ms: number;
  readonly forward_ms: number;
}

export async function benchTrain(values: Values): Promise<Outcome> {
  const batch = Number(textOf(values, 'batch') ?? 32);
  if (!Number.isInteger(batch) || batch < 2 || batch > LARGEST_BATCH)
    return unusable(`bench train: --batch must be a whole number from 2 to ${LARGEST_BATCH}`);
  const threads = threadsOf(values);
  if (typeof threads === 'string') return unusable(`bench train: ${threads}`);
  const net = textOf(values, 'net');
  const chosen = TRAIN_NETWORKS.filter((name) => net === undefined || name === net);
  if (chosen.length === 0) return unusable(`bench train: there is no network "${net}"; there are ${TRAIN_NETWORKS.join(', ')}`);
  const { openNodeBackend } = await import('./node-backend.ts');
  const backend = await openNodeBackend();
  if (!backend.ok) return unusable(`bench train: ${backend.error.message}`);
  const { nodeHelpers } = await import('./node-helpers.ts');
  const { timeStep } = await import('../../train/run/time-step.ts');
  const times: TrainingTime[] = [];
  for (const name of chosen) {
    const helpers = nodeHelpers(threads);
    const time = await timeStep(trainNetwork(name), { batch, seconds: SECONDS, now: () => performance.now(), helpers });
    if (!time.ok) return unusable(`bench train: ${name}: ${time.error.message}`);
    times.push(rowOf(name, batch, backend.value.name, time.value));
  }
  return outcomeOf(times);
}

function rowOf(net: string, batch: number, backend: string, { threads, trainMs, forwardMs }: StepTimes): TrainingTime {
  return { net, batch, threads, backend, train_ms: round(trainMs), forward_ms: round(forwardMs) };
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

function outcomeOf(times: readonly TrainingTime[]): Outcome {
  const rows = times.map((time) => [time.net, String(time.batch), time.backend, time.train_ms.toFixed(2), time.forward_ms.toFixed(2)]);
  const json = times.length === 1 ? times[0] : times;
  return { status: 0, json, text: textTable(['network', 'batch', 'backend', 'train ms', 'forward ms'], rows) };
}
