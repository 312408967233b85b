/** Which operation to insert, asked where it will go. */
import type { OpKind } from '../../core/ops/registry.ts';
import type { InsertionTarget, ScreenPoint } from '../app/ui-store.ts';
import { useWorkspace } from '../app/workspace.ts';
import { Glyph } from '../widgets/Glyph.tsx';
import { Picker } from '../widgets/overlay/Picker.tsx';
import type { PickerGroup } from '../widgets/overlay/PickerList.tsx';
import { PointAnchor } from '../widgets/overlay/PointAnchor.tsx';
import { OP_GROUPS, opKeywords } from './op-groups.ts';

const TITLES: Readonly<Record<InsertionTarget['kind'], string>> = {
  append: 'Insert after the selection',
  free: 'Add an operation',
  after: 'Branch off to',
  before: 'Feed from',
  edge: 'Insert on the edge',
  replace: 'Replace by',
};

interface OpPickerProps {
  readonly target: InsertionTarget;
  readonly at: ScreenPoint;
  readonly onClose: () => void;
}

export function OpPicker({ target, at, onClose }: OpPickerProps) {
  const { commands, canvas } = useWorkspace();
  const title = TITLES[target.kind];
  return (
    <PointAnchor {...at}>
      {(anchor) => (
        <Picker
          trigger={anchor}
          label={title}
          placeholder={`${title}…`}
          groups={groupsFor(target)}
          width={280}
          onClose={onClose}
          onChoose={(kind) => {
            commands.insert(kind as OpKind, target);
            requestAnimationFrame(() => canvas.current()?.focus());
          }}
        />
      )}
    </PointAnchor>
  );
}

/** Only operations that take a value can stand behind something or replace it. */
function groupsFor(target: InsertionTarget): readonly PickerGroup[] {
  const needsInput = target.kind === 'edge' || target.kind === 'after';
  return OP_GROUPS.map(({ title, ops }) => ({
    title,
    entries: ops
      .filter(({ spec }) => !needsInput || spec.arity.max !== 0)
      .map((op) => ({ id: op.kind, label: op.spec.label, keywords: opKeywords(op), leading: <Glyph group={op.spec.group} /> })),
  }));
}
