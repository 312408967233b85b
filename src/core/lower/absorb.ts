/** Which nodes disappear into the one before them: batch norms folded into weights, ReLUs fused into the operator. */
import type { Activation } from '../graph/deployed.ts';
import type { TensorType } from '../graph/tensor.ts';
import type { Wiring } from '../graph/topology.ts';
import { ACTIVATION } from '../ops/activation-param.ts';
import { readText } from '../ops/fields.ts';
import { opOf } from '../ops/registry.ts';

/** By position in the wiring. */
export interface Absorbed {
  /** True for a node that has become part of an earlier one. */
  readonly gone: readonly boolean[];
  /** Activation fused into the node; undefined is none. */
  readonly fused: readonly (Activation | undefined)[];
  /** True for a node that a batch norm is folded into. */
  readonly folded: readonly boolean[];
}

const NOBODY = -1;
const SEVERAL = -2;

/** `kept` marks nodes whose own value is an output of the network and so must stay visible. */
export function absorb(wiring: Wiring, types: readonly (readonly TensorType[] | undefined)[], kept: readonly number[]): Absorbed {
  const readers = soleReaders(wiring, types, kept);
  const { order } = wiring;
  const result = { gone: new Array<boolean>(order.length).fill(false), fused: [], folded: [] };
  for (let at = 0; at < order.length; at++) {
    if (readers[at]! >= 0 && types[at] !== undefined && !result.gone[at]) absorbFollowers(wiring, readers, at, result);
  }
  return result;
}

function absorbFollowers(
  { order }: Wiring,
  readers: readonly number[],
  at: number,
  result: { gone: boolean[]; fused: Activation[]; folded: boolean[] },
): void {
  const node = order[at]!;
  const absorbs = opOf(node)?.absorbs;
  if (absorbs === undefined || readText(node.params, ACTIVATION) !== 'none') return;
  let next = nextActing(order, readers, at);
  if (absorbs.batchNorm === true && next >= 0 && order[next]!.op === 'batch_norm') {
    result.gone[next] = true;
    result.folded[at] = true;
    next = nextActing(order, readers, next);
  }
  if (absorbs.activation !== true || next < 0) return;
  const activation = fusable(order[next]!.op);
  if (activation === undefined) return;
  result.gone[next] = true;
  result.fused[at] = activation;
}

function fusable(kind: string): Activation | undefined {
  return kind === 'relu' ? 'RELU' : kind === 'relu6' ? 'RELU6' : undefined;
}

/** The only reader of the node's value, looking through dropout; negative when there is none or several. */
function nextActing(order: Wiring['order'], readers: readonly number[], at: number): number {
  let next = readers[at]!;
  while (next >= 0 && order[next]!.op === 'dropout') next = readers[next]!;
  return next;
}

function soleReaders({ order, sources }: Wiring, types: readonly (readonly TensorType[] | undefined)[], kept: readonly number[]): number[] {
  const readers = new Array<number>(order.length).fill(NOBODY);
  for (let i = 0; i < order.length; i++) {
    if (types[i] === undefined) continue;
    const list = sources[i]!;
    for (let k = 0; k < list.length; k++) readers[list[k]!] = readers[list[k]!] === NOBODY ? i : SEVERAL;
  }
  for (const at of kept) readers[at] = SEVERAL;
  return readers;
}
