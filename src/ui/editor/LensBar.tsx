/** The bar at a card's foot: what the node costs through the lens, against the costliest; the number is its share of the whole. */
import { useShallow } from 'zustand/react/shallow';
import type { NodeId } from '../../core/graph/graph.ts';
import { useEstimate, useView } from '../../state/hooks.ts';
import { lensShare, shareText } from './lens.ts';

export function LensBar({ nodes }: { readonly nodes: readonly NodeId[] }) {
  const lens = useView((state) => state.lens);
  const shown = useEstimate(
    useShallow((state) => {
      const share = lensShare(state.facts, nodes, lens);
      return share === undefined ? undefined : { text: shareText(share.share), bar: Math.round(share.relative * 200) / 2 };
    }),
  );
  return (
    <div className="card-lens">
      <span className="card-bar">{shown !== undefined && <span style={{ width: `${shown.bar}%` }} />}</span>
      <span className="card-share">{shown?.text ?? '–'}</span>
    </div>
  );
}
