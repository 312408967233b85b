/** Operations by group: a click adds one behind the selection, a drag puts it on the canvas. One tab stop; arrows move within it. */
import './palette.css';
import { useMemo, useState, type KeyboardEvent } from 'react';
import type { OpKind } from '../../../core/ops/registry.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { OP_GROUPS, opKeywords, type OpEntry, type OpGroupEntry } from '../../editor/op-groups.ts';
import { OP_DRAG_TYPE } from '../../editor/use-op-drop.ts';
import { Glyph } from '../../widgets/Glyph.tsx';
import { ranked } from '../../widgets/rank.ts';
import { SearchField } from '../../widgets/SearchField.tsx';

export function Palette() {
  const { commands } = useWorkspace();
  const [typed, setTyped] = useState('');
  const groups = useMemo(() => groupsMatching(typed), [typed]);
  const first = groups[0]?.ops[0];
  const [reached, setReached] = useState<OpKind>();
  const stop = groups.some(({ ops }) => ops.some((op) => op.kind === reached)) ? reached : first?.kind;
  return (
    <div className="palette">
      <SearchField
        label="Search operations"
        placeholder="Add an operation…"
        value={typed}
        onChange={setTyped}
        onEnter={() => {
          if (first !== undefined && typed !== '') commands.insert(first.kind, { kind: 'append' });
        }}
      />
      <div
        className="palette-list scroll"
        role="toolbar"
        aria-label="Operations"
        aria-orientation="vertical"
        tabIndex={-1}
        onKeyDown={moveFocus}
      >
        {groups.map((group) => (
          <PaletteGroup key={group.group} group={group} stop={stop} onReach={setReached} />
        ))}
        {groups.length === 0 && <p className="panel-empty">No operation matches “{typed}”.</p>}
      </div>
    </div>
  );
}

/** While something is typed, one list with the best matches first. */
function groupsMatching(typed: string): readonly OpGroupEntry[] {
  if (typed.trim() === '') return OP_GROUPS;
  const all = OP_GROUPS.flatMap(({ ops }) => ops.map((op) => ({ op, label: op.spec.label, keywords: opKeywords(op) })));
  const ops = ranked(all, typed).map(({ op }) => op);
  return ops.length === 0 ? [] : [{ group: 'other', title: 'Found', ops }];
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, Home: -Infinity, End: Infinity };

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  buttons[Math.max(0, Math.min(buttons.length - 1, at + step))]?.focus();
}

interface RovingProps {
  /** The operation that Tab leads to. */
  readonly stop: OpKind | undefined;
  readonly onReach: (kind: OpKind) => void;
}

function PaletteGroup({ group, stop, onReach }: { readonly group: OpGroupEntry } & RovingProps) {
  return (
    <section aria-label={group.title}>
      <h2 className="section-title palette-title">{group.title}</h2>
      <ul className="palette-grid">
        {group.ops.map((op) => (
          <PaletteItem key={op.kind} op={op} stop={stop} onReach={onReach} />
        ))}
      </ul>
    </section>
  );
}

function PaletteItem({ op: { kind, spec }, stop, onReach }: { readonly op: OpEntry } & RovingProps) {
  const { commands } = useWorkspace();
  return (
    <li>
      <button
        type="button"
        className="palette-item"
        draggable
        tabIndex={kind === stop ? 0 : -1}
        onFocus={() => onReach(kind)}
        data-tip={spec.summary}
        onDragStart={(event) => {
          event.dataTransfer.setData(OP_DRAG_TYPE, kind);
          event.dataTransfer.effectAllowed = 'copy';
        }}
        onClick={() => commands.insert(kind, { kind: 'append' })}
      >
        <Glyph group={spec.group} />
        <span>{spec.label}</span>
      </button>
    </li>
  );
}
