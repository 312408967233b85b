/** Everything the product can do, by typing: actions, and operations to add. */
import type { OpKind } from '../../core/ops/registry.ts';
import { runByName } from '../app/menu-groups.ts';
import { useWorkspace, type Workspace } from '../app/workspace.ts';
import { OP_GROUPS, opKeywords } from '../editor/op-groups.ts';
import { Glyph } from '../widgets/Glyph.tsx';
import { Icon } from '../widgets/Icon.tsx';
import { CommandDialog } from '../widgets/overlay/CommandDialog.tsx';
import type { PickerGroup } from '../widgets/overlay/PickerList.tsx';
import { isEnabled } from './action.ts';
import { ACTION_NAMES, ACTIONS } from './actions.ts';

export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const workspace = useWorkspace();
  return (
    <CommandDialog
      label="Command palette"
      placeholder="What do you want to do?"
      groups={[actionEntries(workspace), ...(workspace.readOnly ? [] : [opEntries()])]}
      onClose={onClose}
      onChoose={(id) => {
        if (id.startsWith('add ')) workspace.commands.insert(id.slice(4) as OpKind, { kind: 'append' });
        else runByName(workspace, id);
      }}
    />
  );
}

function actionEntries(workspace: Workspace): PickerGroup {
  const names = ACTION_NAMES.filter((name) => name !== 'commands' && isEnabled(ACTIONS[name], workspace));
  return {
    title: 'Actions',
    entries: names.map((name) => {
      const action = ACTIONS[name];
      return {
        id: name,
        label: action.label,
        keywords: `${action.section} ${action.keywords ?? ''}`,
        leading: action.icon === undefined ? '' : <Icon name={action.icon} />,
        shortcut: action.shortcuts?.[0],
      };
    }),
  };
}

function opEntries(): PickerGroup {
  return {
    title: 'Add',
    entries: OP_GROUPS.flatMap(({ ops }) =>
      ops.map((op) => ({
        id: `add ${op.kind}`,
        label: `Add ${op.spec.label}`,
        keywords: opKeywords(op),
        leading: <Glyph group={op.spec.group} />,
      })),
    ),
  };
}
