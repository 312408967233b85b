/** Right of the canvas: the selection's inspector, or the summary when nothing is selected. */
import { useSelection } from '../../state/hooks.ts';
import { Inspector } from '../panels/inspector/Inspector.tsx';
import { Summary } from '../panels/summary/Summary.tsx';
import { INSPECTOR_ID } from './focus.ts';

export function RightPanel() {
  const selected = useSelection((state) => state.nodes.length > 0);
  return (
    <aside className="right-panel scroll" id={INSPECTOR_ID} aria-label={selected ? 'Inspector' : 'Summary'} tabIndex={-1}>
      {selected ? <Inspector /> : <Summary />}
    </aside>
  );
}
