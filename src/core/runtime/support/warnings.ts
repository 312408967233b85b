/** What a runtime does slowly, wrongly or not at all with the operators of a graph, in words. */
import type { DeployedGraph, DeployedOp } from '../../graph/deployed.ts';
import type { NodeId } from '../../graph/graph.ts';
import type { Core } from '../../mcu/chip.ts';
import type { RuntimeId } from '../runtime.ts';
import { RUNTIMES } from '../runtimes.ts';
import { faultOf } from './faults.ts';
import { slowReason } from './slow-paths.ts';
import { unsupportedReason } from './supported-types.ts';

/** fast: as quick as the runtime gets. slow: many times slower than it could be. no: does not run. */
export interface Support {
  readonly level: 'fast' | 'slow' | 'no';
  readonly reason?: string;
}

const FAST: Support = { level: 'fast' };

export interface SupportWarning {
  readonly message: string;
  /** Index in `deployed.ops`; undefined for the whole graph. */
  readonly op?: number;
  readonly node?: NodeId;
  readonly kind: 'slow' | 'wrong' | 'unsupported' | 'info';
}

/** How well one operator runs. */
export function supportOf(op: DeployedOp, graph: DeployedGraph, runtime: RuntimeId, core: Core): Support {
  const missing = unsupportedReason(op, graph);
  if (missing !== undefined) return { level: 'no', reason: missing };
  const slow = slowReason(op, graph, runtime, core);
  return slow === undefined ? FAST : { level: 'slow', reason: slow };
}

function warning(op: DeployedOp, at: number, kind: SupportWarning['kind'], message: string): SupportWarning {
  return { message, kind, op: at, ...(op.node === undefined ? {} : { node: op.node }) };
}

function addWarnings(into: SupportWarning[], at: number, graph: DeployedGraph, runtime: RuntimeId, core: Core): void {
  const op = graph.ops[at]!;
  const { level, reason } = supportOf(op, graph, runtime, core);
  if (level === 'no') return void into.push(warning(op, at, 'unsupported', reason!));
  const fault = faultOf(op, graph, runtime, core);
  if (fault !== undefined) into.push(warning(op, at, 'wrong', fault));
  if (level === 'slow') into.push(warning(op, at, 'slow', `${op.code}: ${reason}`));
  if (op.code === 'OPAQUE') into.push(warning(op, at, 'info', `${op.options.name} runs in TFLM, but its time and code are not known here`));
}

/** Everything worth telling about a graph under a runtime on a core; none for the literature's model, which runs nothing. */
export function warningsOf(deployed: DeployedGraph, runtime: RuntimeId, core: Core): readonly SupportWarning[] {
  if (runtime === 'unas') return [];
  if (!RUNTIMES[runtime].runsOn(core)) return [{ message: `${RUNTIMES[runtime].name} does not run on ${core}`, kind: 'unsupported' }];
  const warnings: SupportWarning[] = [];
  for (let at = 0; at < deployed.ops.length; at++) addWarnings(warnings, at, deployed, runtime, core);
  return warnings;
}
