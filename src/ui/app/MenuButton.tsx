/** An icon button that opens a menu of actions. */
import { Suspense, useRef, useState } from 'react';
import { Icon, type IconName } from '../widgets/Icon.tsx';
import { lazily } from '../widgets/lazily.ts';
import { menuGroups, runByName, type ActionGroup } from './menu-groups.ts';
import { useWorkspace } from './workspace.ts';

const Menu = lazily(() => import('../widgets/overlay/Menu.tsx'), 'Menu');

interface MenuButtonProps {
  readonly label: string;
  readonly icon: IconName;
  readonly groups: readonly ActionGroup[];
}

export function MenuButton({ label, icon, groups }: MenuButtonProps) {
  const workspace = useWorkspace();
  const trigger = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        ref={trigger}
        type="button"
        className="icon-button"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        data-tip={label}
        onClick={() => setOpen(true)}
      >
        <Icon name={icon} />
      </button>
      {open && (
        <Suspense>
          <Menu
            trigger={trigger}
            label={label}
            groups={menuGroups(workspace, groups)}
            onChoose={(name) => runByName(workspace, name)}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}
