/** Right of the canvas: the selection's inspector, or the summary when nothing is selected. */
import { Suspense } from 'react';
import { useSelection } from '../../state/hooks.ts';
import { Summary } from '../panels/summary/Summary.tsx';
import { lazily } from '../widgets/lazily.ts';
import { INSPECTOR_ID } from './focus.ts';

const Inspector = lazily(() => import('../panels/inspector/Inspector.tsx'), 'Inspector');

export function RightPanel() {
  const selected = useSelection((state) => state.nodes.length > 0);
  return (
    <aside className="right-panel scroll" id={INSPECTOR_ID} aria-label={selected ? 'Inspector' : 'Summary'} tabIndex={-1}>
      {selected ? (
        <Suspense>
          <Inspector />
        </Suspense>
      ) : (
        <Summary />
      )}
    </aside>
  );
}
