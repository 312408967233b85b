/** A row of tabs: arrows move, the panel below belongs to the one selected. */
import './tabs.css';
import { useId, type KeyboardEvent, type ReactNode } from 'react';

export interface TabEntry<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly tip?: string | undefined;
  /** A count or a mark behind the label. */
  readonly note?: ReactNode;
}

interface TabsProps<T extends string> {
  readonly label: string;
  readonly tabs: readonly TabEntry<T>[];
  /** undefined: none is open. */
  readonly value: T | undefined;
  readonly onChange: (value: T) => void;
  /** Right of the tabs. */
  readonly tools?: ReactNode;
  readonly children?: ReactNode;
}

export function Tabs<T extends string>({ label, tabs, value, onChange, tools, children }: TabsProps<T>) {
  const id = useId();
  const move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = tabs.findIndex((tab) => tab.value === value);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (next === undefined) return;
    onChange(next.value);
    document.getElementById(`${id}-${next.value}`)?.focus();
  };
  const first = value ?? tabs[0]?.value;
  return (
    <div className="tabs">
      <div className="tab-row">
        <div className="tab-list" role="tablist" aria-label={label} tabIndex={-1} onKeyDown={move}>
          {tabs.map((tab) => (
            <button
              key={tab.value}
              type="button"
              id={`${id}-${tab.value}`}
              role="tab"
              className="tab"
              aria-selected={tab.value === value}
              aria-controls={tab.value === value ? `${id}-panel` : undefined}
              tabIndex={tab.value === first ? 0 : -1}
              data-tip={tab.tip}
              onClick={() => onChange(tab.value)}
            >
              {tab.label}
              {tab.note}
            </button>
          ))}
        </div>
        {tools}
      </div>
      {value !== undefined && (
        <div className="tab-panel" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`}>
          {children}
        </div>
      )}
    </div>
  );
}
