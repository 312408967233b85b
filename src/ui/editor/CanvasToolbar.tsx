/** The switch of the lens, and what moves the drawing. */
import { useView } from '../../state/hooks.ts';
import { ActionButton } from '../actions/ActionButton.tsx';
import { useWorkspace } from '../app/workspace.ts';
import { SegmentedControl } from '../widgets/SegmentedControl.tsx';
import { LENSES } from './lens.ts';

export function CanvasToolbar() {
  const { stores } = useWorkspace();
  const lens = useView((state) => state.lens);
  return (
    <div className="canvas-toolbar" role="toolbar" aria-label="Canvas">
      <span className="caption">Lens</span>
      <SegmentedControl label="Lens" segments={LENSES} value={lens} onChange={(next) => stores.view.getState().set({ lens: next })} />
      <span className="spacer" />
      <ActionButton action="find" />
      <ActionButton action="turn" />
      <ActionButton action="arrange" />
      <span className="divider" />
      <ActionButton action="zoomOut" />
      <ActionButton action="zoomIn" />
      <ActionButton action="fit" />
    </div>
  );
}
