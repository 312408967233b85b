/** Whatever lies over the screen: dialogs, the operation picker, the context menu, the find field. */
import { Suspense } from 'react';
import { useStore } from 'zustand';
import { lazily } from '../widgets/lazily.ts';
import { useWorkspace } from './workspace.ts';

const OpPicker = lazily(() => import('../editor/OpPicker.tsx'), 'OpPicker');
const ContextMenu = lazily(() => import('../editor/ContextMenu.tsx'), 'ContextMenu');
const CommandPalette = lazily(() => import('../actions/CommandPalette.tsx'), 'CommandPalette');
const ShortcutSheet = lazily(() => import('../actions/ShortcutSheet.tsx'), 'ShortcutSheet');
const ShareDialog = lazily(() => import('./ShareDialog.tsx'), 'ShareDialog');
const ExportDialog = lazily(() => import('./ExportDialog.tsx'), 'ExportDialog');
const ChipDialog = lazily(() => import('./ChipDialog.tsx'), 'ChipDialog');
const FindNode = lazily(() => import('../editor/FindNode.tsx'), 'FindNode');

export function Overlays() {
  const { ui } = useWorkspace();
  const dialog = useStore(ui, (state) => state.dialog);
  const insertion = useStore(ui, (state) => state.insertion);
  const menu = useStore(ui, (state) => state.menu);
  const finding = useStore(ui, (state) => state.finding);
  const { set } = ui.getState();
  const close = (): void => set({ dialog: undefined });
  return (
    <Suspense>
      {dialog === 'commands' && <CommandPalette onClose={close} />}
      {dialog === 'shortcuts' && <ShortcutSheet onClose={close} />}
      {dialog === 'share' && <ShareDialog onClose={close} />}
      {dialog === 'export' && <ExportDialog onClose={close} />}
      {dialog === 'chip' && <ChipDialog onClose={close} />}
      {insertion !== undefined && <OpPicker target={insertion.target} at={insertion.at} onClose={() => set({ insertion: undefined })} />}
      {menu !== undefined && <ContextMenu on={menu.on} at={menu.at} onClose={() => set({ menu: undefined })} />}
      {finding && <FindNode onClose={() => set({ finding: false })} />}
    </Suspense>
  );
}
