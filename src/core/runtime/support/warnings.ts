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
  return slow === undefined ? { level: 'fast' } : { level: 'slow', reason: slow };
}

function warningsOfOp(op: DeployedOp, at: number, graph: DeployedGraph, runtime: RuntimeId, core: Core): SupportWarning[] {
  const place = { op: at, ...(op.node === undefined ? {} : { node: op.node }) };
  const { level, reason } = supportOf(op, graph, runtime, core);
  if (level === 'no') return [{ message: reason!, kind: 'unsupported', ...place }];
  const warnings: SupportWarning[] = [];
  const fault = faultOf(op, graph, runtime, core);
  if (fault !== undefined) warnings.push({ message: fault, kind: 'wrong', ...place });
  if (level === 'slow') warnings.push({ message: `${op.code}: ${reason}`, kind: 'slow', ...place });
  if (op.code === 'OPAQUE') {
    warnings.push({ message: `${op.options.name} runs in TFLM, but its time and code are not known here`, kind: 'info', ...place });
  }
  return warnings;
}

/** Everything worth telling about a graph under a runtime on a core; none for the literature's model, which runs nothing. */
export function warningsOf(deployed: DeployedGraph, runtime: RuntimeId, core: Core): readonly SupportWarning[] {
  if (runtime === 'unas') return [];
  if (!RUNTIMES[runtime].runsOn(core)) return [{ message: `${RUNTIMES[runtime].name} does not run on ${core}`, kind: 'unsupported' }];
  const warnings: SupportWarning[] = [];
  for (let at = 0; at < deployed.ops.length; at++) warnings.push(...warningsOfOp(deployed.ops[at]!, at, deployed, runtime, core));
  return warnings;
}
