/** Which nodes disappear into the one before them: batch norms folded into weights, ReLUs fused into the operator. */
import type { Activation } from '../graph/deployed.ts';
import type { Wiring } from '../graph/topology.ts';
import { ACTIVATION } from '../ops/activation-param.ts';
import { readText } from '../ops/settings.ts';
import type { Inference } from './infer.ts';

/** By position in the wiring; undefined is no. */
export interface Absorbed {
  /** True for a node that has become part of an earlier one. */
  readonly gone: readonly (boolean | undefined)[];
  /** Activation fused into the node. */
  readonly fused: readonly (Activation | undefined)[];
  /** True for a node that a batch norm is folded into. */
  readonly folded: readonly (boolean | undefined)[];
}

interface Marks {
  readonly gone: (boolean | undefined)[];
  readonly fused: (Activation | undefined)[];
  readonly folded: (boolean | undefined)[];
}

/** `readers` are the sole readers; a node whose own value must stay visible has none. */
export function absorb({ order }: Wiring, { types, specs, settings }: Inference, readers: readonly number[]): Absorbed {
  const marks: Marks = { gone: [], fused: [], folded: [] };
  for (let at = 0; at < order.length; at++) {
    const absorbs = specs[at]?.absorbs;
    if (absorbs === undefined || types[at] === undefined || readers[at]! < 0 || marks.gone[at] === true) continue;
    if (readText(settings[at]!, ACTIVATION) === 'none') absorbFollowers(order, readers, at, absorbs, marks);
  }
  return marks;
}

function absorbFollowers(
  order: Wiring['order'],
  readers: readonly number[],
  at: number,
  absorbs: { readonly activation?: boolean; readonly batchNorm?: boolean },
  marks: Marks,
): void {
  let next = nextActing(order, readers, at);
  if (absorbs.batchNorm === true && next >= 0 && order[next]!.op === 'batch_norm') {
    marks.gone[next] = true;
    marks.folded[at] = true;
    next = nextActing(order, readers, next);
  }
  const activation = absorbs.activation === true && next >= 0 ? fusable(order[next]!.op) : undefined;
  if (activation === undefined) return;
  marks.gone[next] = true;
  marks.fused[at] = activation;
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
