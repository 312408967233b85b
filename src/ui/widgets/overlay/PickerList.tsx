/** The search field and the list below it: arrows move, Enter chooses. */
import { useMemo, useState, type ReactNode } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Header } from 'react-aria-components/Header';
import { Input } from 'react-aria-components/Input';
import { ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox';
import { SearchField } from 'react-aria-components/SearchField';
import { Icon } from '../Icon.tsx';
import { Kbd } from '../Kbd.tsx';
import { ranked } from '../rank.ts';

export interface PickerEntry {
  readonly id: string;
  readonly label: string;
  /** Searched along with the label. */
  readonly keywords?: string | undefined;
  readonly leading?: ReactNode;
  /** Right-aligned facts; `columns` places them. */
  readonly facts?: readonly string[] | undefined;
  readonly note?: string | undefined;
  readonly shortcut?: string | undefined;
  readonly disabled?: boolean | undefined;
}

export interface PickerGroup {
  readonly title?: string | undefined;
  readonly entries: readonly PickerEntry[];
}

interface PickerListProps {
  readonly label: string;
  readonly placeholder: string;
  readonly groups: readonly PickerGroup[];
  /** What the facts of the entries are, as column titles. */
  readonly factTitles?: readonly string[] | undefined;
  readonly selected?: string | undefined;
  readonly onChoose: (id: string) => void;
  readonly onClose: () => void;
}

export function PickerList({ label, placeholder, groups, factTitles, selected, onChoose, onClose }: PickerListProps) {
  const [typed, setTyped] = useState('');
  const shown = useMemo(() => shownGroups(groups, typed), [groups, typed]);
  const disabled = shown.flatMap((group) => group.entries.filter((entry) => entry.disabled).map((entry) => entry.id));
  return (
    <Autocomplete inputValue={typed} onInputChange={setTyped}>
      {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- the user has just opened it to type */}
      <SearchField className="picker-search" aria-label={label} autoFocus onKeyDown={(event) => event.key === 'Escape' && onClose()}>
        <Icon name="search" />
        {/* oxlint-disable-next-line jsx-a11y/role-has-required-aria-props -- the autocomplete around it sets aria-controls */}
        <Input role="combobox" aria-expanded placeholder={placeholder} />
      </SearchField>
      {factTitles !== undefined && <FactTitles titles={factTitles} />}
      <ListBox
        className="picker-list scroll"
        aria-label={label}
        selectionMode="single"
        selectedKeys={selected === undefined ? [] : [selected]}
        disabledKeys={disabled}
        shouldSelectOnPressUp
        onSelectionChange={(keys) => {
          onClose();
          for (const key of keys) if (key !== selected) onChoose(String(key));
        }}
        renderEmptyState={() => <p className="picker-empty">Nothing matches.</p>}
      >
        {shown.map((group, index) => (
          <ListBoxSection key={group.title ?? index} aria-label={group.title ?? label}>
            {group.title !== undefined && <Header className="menu-header">{group.title}</Header>}
            {group.entries.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </ListBoxSection>
        ))}
      </ListBox>
    </Autocomplete>
  );
}

function FactTitles({ titles }: { readonly titles: readonly string[] }) {
  return (
    <div className="picker-titles" aria-hidden="true">
      {titles.map((title) => (
        <span key={title} className="picker-fact">
          {title}
        </span>
      ))}
    </div>
  );
}

/** While something is typed the groups give way to one list, best matches first. */
function shownGroups(groups: readonly PickerGroup[], typed: string): readonly PickerGroup[] {
  if (typed.trim() === '') return groups.filter((group) => group.entries.length > 0);
  const entries = ranked(
    groups.flatMap((group) => group.entries),
    typed,
  );
  return entries.length === 0 ? [] : [{ entries }];
}

function Entry({ entry }: { readonly entry: PickerEntry }) {
  return (
    <ListBoxItem id={entry.id} className="picker-item" textValue={`${entry.label} ${entry.keywords ?? ''}`} aria-label={entry.label}>
      {entry.leading !== undefined && <span className="menu-icon">{entry.leading}</span>}
      <span className="picker-label">
        {entry.label}
        {entry.note !== undefined && <span className="picker-note">{entry.note}</span>}
      </span>
      {entry.facts?.map((fact, index) => (
        <span key={`${index} ${fact}`} className="picker-fact">
          {fact}
        </span>
      ))}
      {entry.shortcut !== undefined && <Kbd keys={entry.shortcut} />}
    </ListBoxItem>
  );
}
