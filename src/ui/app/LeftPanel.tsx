/** Left of the canvas: what can be added, the outline, and what can be opened. */
import { Suspense, useState } from 'react';
import { lazily } from '../widgets/lazily.ts';
import { Tabs } from '../widgets/Tabs.tsx';
import { Palette } from '../panels/palette/Palette.tsx';
import { useWorkspace } from './workspace.ts';

const Outline = lazily(() => import('../panels/outline/Outline.tsx'), 'Outline');
const Library = lazily(() => import('../panels/library/Library.tsx'), 'Library');

type LeftTab = 'add' | 'outline' | 'library';

const TABS = [
  { value: 'add', label: 'Add', tip: 'Operations to build with' },
  { value: 'outline', label: 'Outline', tip: 'The network as a list: the same graph as on the canvas' },
  { value: 'library', label: 'Open', tip: 'Samples and recent designs' },
] as const;

export function LeftPanel() {
  const { readOnly, stores } = useWorkspace();
  const [tab, setTab] = useState<LeftTab>(() => firstTab(readOnly, stores.design.getState().design.graph.nodes.length));
  return (
    <aside className="left-panel" aria-label="Build">
      <Tabs label="Build" tabs={readOnly ? TABS.slice(1) : TABS} value={tab} onChange={setTab}>
        {tab === 'add' && <Palette />}
        <Suspense>
          {tab === 'outline' && <Outline />}
          {tab === 'library' && <Library />}
        </Suspense>
      </Tabs>
    </aside>
  );
}

function firstTab(readOnly: boolean, nodes: number): LeftTab {
  if (readOnly) return 'outline';
  return nodes === 0 ? 'library' : 'add';
}
