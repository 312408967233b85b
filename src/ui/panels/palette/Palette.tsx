/** Operations by group: a click adds one behind the selection, a drag puts it on the canvas. */
import './palette.css';
import { useMemo, useState } from 'react';
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
      <div className="palette-list scroll">
        {groups.map((group) => (
          <PaletteGroup key={group.group} group={group} />
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

function PaletteGroup({ group }: { readonly group: OpGroupEntry }) {
  return (
    <section aria-label={group.title}>
      <h2 className="section-title palette-title">{group.title}</h2>
      <ul className="palette-grid">
        {group.ops.map((op) => (
          <PaletteItem key={op.kind} op={op} />
        ))}
      </ul>
    </section>
  );
}

function PaletteItem({ op: { kind, spec } }: { readonly op: OpEntry }) {
  const { commands } = useWorkspace();
  return (
    <li>
      <button
        type="button"
        className="palette-item"
        draggable
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
