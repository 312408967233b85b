/** The tabs of the dock. Each panel is its own folder, loaded when it is first shown. */
import type { ComponentType, LazyExoticComponent } from 'react';
import type { DockTab } from '../../state/view-store.ts';
import { lazily } from '../widgets/lazily.ts';

export interface PanelEntry {
  readonly tab: DockTab;
  readonly title: string;
  readonly tip: string;
  readonly Panel: LazyExoticComponent<ComponentType<object>>;
}

export const PANELS: readonly PanelEntry[] = [
  {
    tab: 'memory',
    title: 'Memory map',
    tip: 'What is in the arena when, and where',
    Panel: lazily(() => import('./memory/MemoryPanel.tsx'), 'MemoryPanel'),
  },
  {
    tab: 'layers',
    title: 'Layers',
    tip: 'Every node with its costs, as a table',
    Panel: lazily(() => import('./layers/LayersPanel.tsx'), 'LayersPanel'),
  },
  {
    tab: 'chips',
    title: 'Chips',
    tip: 'This design on every chip and runtime',
    Panel: lazily(() => import('./chips/ChipsPanel.tsx'), 'ChipsPanel'),
  },
  {
    tab: 'hints',
    title: 'Hints',
    tip: 'What would help, with its effect computed',
    Panel: lazily(() => import('./hints/HintsPanel.tsx'), 'HintsPanel'),
  },
  {
    tab: 'train',
    title: 'Train',
    tip: 'Teaches the network a data set, here in the tab, until the chip’s integers have it',
    Panel: lazily(() => import('./train/TrainPanel.tsx'), 'TrainPanel'),
  },
  {
    tab: 'run',
    title: 'Run',
    tip: 'What the network computes on an input, tensor by tensor',
    Panel: lazily(() => import('./run/RunPanel.tsx'), 'RunPanel'),
  },
  {
    tab: 'crosscheck',
    title: 'Cross-check',
    tip: 'The exported file in another runtime, beside our interpreter',
    Panel: lazily(() => import('./crosscheck/CrossCheckPanel.tsx'), 'CrossCheckPanel'),
  },
  {
    tab: 'compare',
    title: 'Compare',
    tip: 'This design beside another',
    Panel: lazily(() => import('./compare/ComparePanel.tsx'), 'ComparePanel'),
  },
];
