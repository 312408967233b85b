import { formatBytes } from '../base/format.ts';
import type { Estimate } from '../cost/estimate-types.ts';
import { originalNode } from '../graph/expand.ts';
import type { NodeId } from '../graph/graph.ts';
import { displayName } from '../ops/registry.ts';

/** One value or scratch buffer alive while the peak operator runs. */
export interface AliveAtPeak {
  /** Node that made it; undefined for what deployment added. */
  readonly node: NodeId | undefined;
  readonly bytes: number;
  readonly role: 'read' | 'written' | 'scratch' | 'waiting';
}

/** What is in the arena while the peak operator runs, in the order it was planned; empty under a model without addresses. */
export function aliveAtPeak({ deployed, sram, buffers, nodes }: Estimate): readonly AliveAtPeak[] {
  const op = deployed.ops[sram.peakOp];
  if (op === undefined) return [];
  const time = sram.peakOp + 1;
  const makers = new Map(deployed.ops.flatMap((each) => each.outputs.map((tensor) => [tensor, each.node] as const)));
  const inputs = nodes.filter((node) => node.op === 'input');
  deployed.inputs.forEach((tensor, i) => makers.set(tensor, inputs[i]?.id));
  return buffers
    .filter((buffer) => buffer.first <= time && time <= buffer.last)
    .map(({ tensor, bytes }) => {
      if (tensor < 0) return { node: op.node, bytes, role: 'scratch' };
      const role = op.inputs.includes(tensor) ? 'read' : op.outputs.includes(tensor) ? 'written' : 'waiting';
      return { node: makers.get(tensor), bytes, role };
    });
}

/** The peak operator in words. */
export interface PeakReport {
  readonly node: NodeId | undefined;
  /** 'SRAM peaks while "conv2d 3" runs: it reads 18 KiB, writes 36 KiB and works in 1.2 KiB; 9 KiB of "add 2" waits for later.' */
  readonly sentence: string;
}

/** Why the arena is as large as it is; undefined when nothing runs. */
export function peakReport(estimate: Estimate): PeakReport | undefined {
  const op = estimate.deployed.ops[estimate.sram.peakOp];
  if (op === undefined) return undefined;
  const node = op.node === undefined ? undefined : originalNode(op.node);
  const alive = aliveAtPeak(estimate);
  const name = nameOf(estimate, node) ?? op.code;
  if (alive.length === 0) return { node, sentence: `SRAM peaks while ${name} runs.` };
  const does = (['read', 'written', 'scratch'] as const).flatMap((role) => {
    const bytes = sum(alive.filter((each) => each.role === role));
    return bytes === 0 ? [] : [`${VERBS[role]} ${formatBytes(bytes)}`];
  });
  const gaps = estimate.sram.activations - sum(alive);
  const gapText = gaps > 0 ? `; the planner leaves ${formatBytes(gaps)} of gaps` : '';
  return { node, sentence: `SRAM peaks while ${name} runs: it ${listed(does)}${waitingText(estimate, alive)}${gapText}.` };
}

const VERBS = { read: 'reads', written: 'writes', scratch: 'works in' } as const;

function waitingText(estimate: Estimate, alive: readonly AliveAtPeak[]): string {
  const waiting = alive.filter((each) => each.role === 'waiting');
  if (waiting.length === 0) return '';
  const names = [...new Set(waiting.map((each) => nameOf(estimate, each.node) ?? 'another value'))];
  const bytes = formatBytes(sum(waiting));
  return `; ${bytes} of ${listed(names)} ${waiting.length === 1 ? 'waits' : 'wait'} for later`;
}

function nameOf({ nodes }: Estimate, id: NodeId | undefined): string | undefined {
  const node = id === undefined ? undefined : nodes.find((each) => each.id === originalNode(id));
  return node === undefined ? undefined : `"${displayName(node)}"`;
}

function sum(alive: readonly AliveAtPeak[]): number {
  return alive.reduce((total, each) => total + each.bytes, 0);
}

/** "a", "a and b", "a, b and c". */
function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
