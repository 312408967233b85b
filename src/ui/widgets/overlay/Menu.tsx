/** A menu by its trigger, drawn from a list of entries. Load it lazily. */
import './overlay.css';
import { Fragment, type RefObject } from 'react';
import { Header } from 'react-aria-components/Header';
import { Menu as AriaMenu, MenuItem, MenuSection } from 'react-aria-components/Menu';
import { Popover, type PopoverProps } from 'react-aria-components/Popover';
import { Separator } from 'react-aria-components/Separator';
import { Icon, type IconName } from '../Icon.tsx';
import { Kbd } from '../Kbd.tsx';

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName | undefined;
  readonly shortcut?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly checked?: boolean | undefined;
  readonly note?: string | undefined;
}

export interface MenuGroup {
  readonly title?: string | undefined;
  readonly entries: readonly MenuEntry[];
}

export interface MenuProps {
  readonly trigger: RefObject<Element | null>;
  readonly label: string;
  readonly groups: readonly MenuGroup[];
  readonly onChoose: (id: string) => void;
  readonly onClose: () => void;
  readonly placement?: PopoverProps['placement'];
}

export function Menu({ trigger, label, groups, onChoose, onClose, placement = 'bottom start' }: MenuProps) {
  const disabled = groups.flatMap((group) => group.entries.filter((entry) => entry.disabled).map((entry) => entry.id));
  return (
    <Popover
      className="popover"
      aria-label={label}
      triggerRef={trigger}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      placement={placement ?? 'bottom start'}
      offset={4}
    >
      <AriaMenu
        className="menu"
        aria-label={label}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the focus moves into a menu that was opened
        autoFocus="first"
        disabledKeys={disabled}
        onAction={(key) => onChoose(String(key))}
        onClose={onClose}
      >
        {groups.map((group, index) => (
          <Fragment key={group.title ?? index}>
            {index > 0 && <Separator className="menu-separator" />}
            <MenuSection aria-label={group.title ?? label}>
              {group.title !== undefined && <Header className="menu-header">{group.title}</Header>}
              {group.entries.map((entry) => (
                <Entry key={entry.id} entry={entry} />
              ))}
            </MenuSection>
          </Fragment>
        ))}
      </AriaMenu>
    </Popover>
  );
}

function Entry({ entry }: { readonly entry: MenuEntry }) {
  return (
    <MenuItem id={entry.id} className="menu-item" textValue={entry.label}>
      <span className="menu-icon">
        {entry.checked === true ? <Icon name="check" /> : entry.icon !== undefined && <Icon name={entry.icon} />}
      </span>
      <span className="menu-label">{entry.label}</span>
      {entry.note !== undefined && <span className="faint">{entry.note}</span>}
      {entry.shortcut !== undefined && <Kbd keys={entry.shortcut} />}
    </MenuItem>
  );
}
