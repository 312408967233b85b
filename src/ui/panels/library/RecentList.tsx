/** Designs kept in this browser, the last edited first. */
import { useState } from 'react';
import { useStore } from 'zustand';
import type { StoredDesign } from '../../../state/storage.ts';
import { useDesign } from '../../../state/hooks.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Icon } from '../../widgets/Icon.tsx';

const SHOWN = 12;

export function RecentList() {
  const { library } = useWorkspace().stores;
  const recent = useStore(library, (state) => state.recent);
  const open = useDesign((state) => state.id);
  const [now] = useState(() => Date.now());
  const others = recent.filter((kept) => kept.id !== open).slice(0, SHOWN);
  if (others.length === 0) return undefined;
  return (
    <section aria-label="Recent designs">
      <h2 className="section-title library-title">Recent designs</h2>
      <ul>
        {others.map((kept) => (
          <RecentRow key={kept.id} kept={kept} now={now} />
        ))}
      </ul>
    </section>
  );
}

function RecentRow({ kept, now }: { readonly kept: StoredDesign; readonly now: number }) {
  const { library } = useWorkspace().stores;
  const { openStored, forget } = library.getState();
  return (
    <li className="recent">
      <button type="button" className="library-item" onClick={() => void openStored(kept.id)}>
        <span className="library-name">{kept.name}</span>
        <span className="library-note">
          {kept.nodes} {kept.nodes === 1 ? 'node' : 'nodes'} · {agoText(now - kept.savedAt)}
        </span>
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={`Delete ${kept.name}`}
        data-tip="Delete"
        onClick={() => void forget(kept.id)}
      >
        <Icon name="trash" size={14} />
      </button>
    </li>
  );
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** "2 hours ago". */
function agoText(milliseconds: number): string {
  for (const [unit, size] of UNITS) {
    const count = Math.floor(milliseconds / size);
    if (count > 0) return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
  }
  return 'just now';
}
