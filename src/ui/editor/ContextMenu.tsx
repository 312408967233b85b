/** The menu of a right click on the canvas. */
import { menuGroups, runByName, type ActionGroup } from '../app/menu-groups.ts';
import type { ScreenPoint } from '../app/ui-store.ts';
import { useWorkspace } from '../app/workspace.ts';
import { Menu } from '../widgets/overlay/Menu.tsx';
import { PointAnchor } from '../widgets/overlay/PointAnchor.tsx';

type Subject = 'node' | 'edge' | 'canvas';

const GROUPS: Readonly<Record<Subject, readonly ActionGroup[]>> = {
  node: [
    { actions: ['inspect', 'rename', 'insert', 'branch', 'replace'] },
    { actions: ['cut', 'copy', 'paste', 'duplicate'] },
    { actions: ['group', 'ungroup', 'collapse'] },
    { actions: ['earlier', 'later'] },
    { actions: ['delete', 'deleteOpen'] },
  ],
  edge: [{ actions: ['insert', 'bypass'] }],
  canvas: [
    { actions: ['insert', 'paste', 'selectAll', 'find'] },
    { actions: ['arrange', 'turn', 'fit'] },
    { actions: ['exportPng', 'exportSvg'] },
  ],
};

const LABELS: Readonly<Record<Subject, string>> = { node: 'Selection', edge: 'Edge', canvas: 'Canvas' };

interface ContextMenuProps {
  readonly on: Subject;
  readonly at: ScreenPoint;
  readonly onClose: () => void;
}

export function ContextMenu({ on, at, onClose }: ContextMenuProps) {
  const workspace = useWorkspace();
  return (
    <PointAnchor key={`${at.x} ${at.y}`} {...at}>
      {(anchor) => (
        <Menu
          trigger={anchor}
          label={LABELS[on]}
          groups={menuGroups(workspace, GROUPS[on])}
          onChoose={(name) => {
            onClose();
            runByName(workspace, name);
          }}
          onClose={onClose}
        />
      )}
    </PointAnchor>
  );
}
