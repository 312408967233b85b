/** The operations as the palette and the pickers list them. */
import type { OpGroup, OpSpec } from '../../core/ops/op.ts';
import { OPS, type OpKind } from '../../core/ops/registry.ts';

const TITLES: Readonly<Record<OpGroup, string>> = {
  input: 'Input',
  conv: 'Convolution',
  depthwise: 'Depthwise',
  dense: 'Dense',
  pool: 'Pooling',
  merge: 'Merge',
  activation: 'Activation',
  recurrent: 'Recurrent',
  shape: 'Shape',
  other: 'Other',
};

export interface OpEntry {
  readonly kind: OpKind;
  readonly spec: OpSpec;
}

export interface OpGroupEntry {
  readonly group: OpGroup;
  readonly title: string;
  readonly ops: readonly OpEntry[];
}

const ENTRIES: readonly OpEntry[] = (Object.keys(OPS) as OpKind[]).map((kind) => ({ kind, spec: OPS[kind] }));

/** Kinds that come with an opened file and are not drawn by hand. */
const FROM_FILES_ONLY: ReadonlySet<string> = new Set(['opaque', 'constant']);

export const OP_GROUPS: readonly OpGroupEntry[] = (Object.keys(TITLES) as OpGroup[])
  .map((group) => ({
    group,
    title: TITLES[group],
    ops: ENTRIES.filter(({ kind, spec }) => spec.group === group && !FROM_FILES_ONLY.has(kind)),
  }))
  .filter((entry) => entry.ops.length > 0);

/** What an operation is found by, beside its label. */
export function opKeywords({ kind, spec }: OpEntry): string {
  return `${kind} ${spec.group} ${spec.summary}`;
}
