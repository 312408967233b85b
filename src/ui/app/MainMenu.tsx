/** Everything that has no button of its own, or loses it on a narrow screen. */
import type { ActionGroup } from './menu-groups.ts';
import { MenuButton } from './MenuButton.tsx';

const GROUPS: readonly ActionGroup[] = [
  { actions: ['new', 'open', 'save', 'share', 'export'] },
  { actions: ['exportPng', 'exportSvg'] },
  { actions: ['pin', 'arrange', 'turn', 'addChip'] },
  { actions: ['toggleLeft', 'toggleRight', 'toggleDock'] },
  { actions: ['theme', 'commands', 'shortcuts'] },
];

export function MainMenu() {
  return <MenuButton label="Menu" icon="menu" groups={GROUPS} />;
}
