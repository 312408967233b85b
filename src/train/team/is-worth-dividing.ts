import { macsOf } from '../../core/ops/macs.ts';
import type { Network } from '../model/network.ts';

/** Multiplications of a batch forward, below which waking the helpers costs more than they save. */
const LEAST_MACS = 2e6;
/** The same for each parameter: helpers read all of these and answer with as many gradients, at each step. */
const LEAST_MACS_PER_PARAMETER = 160;

/** Their states are rounded and ranged from step to step of time, which a helper knows nothing of. */
const KEEPS_STATE: ReadonlySet<string> = new Set(['UNIDIRECTIONAL_SEQUENCE_LSTM', 'SVDF']);

/**
 * Whether a step is faster on several threads. Measured with two: a dense autoencoder from a batch of 128 on (128 multiplications a parameter:
 * 1.1 times as fast; 32: 0.8 times), a small LeNet from a batch of 16 on (560: 1.3 times).
 */
export function isWorthDividing({ graph, parameters }: Network, batch: number): boolean {
  if (graph.ops.some(({ code }) => KEEPS_STATE.has(code))) return false;
  const macs = batch * graph.ops.reduce((sum, op) => sum + macsOf(op, graph), 0);
  const count = [...parameters.values()].reduce((sum, { variable }) => sum + variable.size, 0);
  return macs >= LEAST_MACS && macs / count >= LEAST_MACS_PER_PARAMETER;
}
