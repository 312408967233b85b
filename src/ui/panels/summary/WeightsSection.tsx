/** Where the weights come from, and which of them no longer fit the network as edited. */
import type { NodeId } from '../../../core/graph/graph.ts';
import { displayName } from '../../../core/ops/registry.ts';
import { useDesign, useStores, useWeights } from '../../../state/hooks.ts';
import { nodeIndex } from '../../../state/node-index.ts';
import { weightsWords } from '../../app/weights-words.ts';
import { useWorkspace } from '../../app/workspace.ts';

/** Nodes named before the rest is counted. */
const NAMED = 3;

export function WeightsSection() {
  const { readOnly } = useWorkspace();
  const { weights } = useStores();
  const state = useWeights((each) => each);
  const isEmpty = useDesign(({ design }) => design.graph.nodes.length === 0);
  const isFile = useDesign(({ design }) => design.origin !== undefined);
  if (isEmpty) return undefined;
  return (
    <section className="panel-section" aria-label="Weights">
      <h2 className="section-title">Weights</h2>
      <p className="weights-line">{weightsWords(state)}</p>
      {state.status === 'lost' && <p className="weights-line warn">{state.reason}</p>}
      {state.unfit.length > 0 && <Unfit nodes={[...new Set(state.unfit.map(({ node }) => node))]} />}
      {!readOnly && state.status !== 'none' && !isFile && (
        <div className="button-row">
          {state.unfit.length > 0 && (
            <button type="button" className="button outlined" onClick={() => void weights.getState().fillUnfit()}>
              Fill with random ones
            </button>
          )}
          <button type="button" className="button outlined" onClick={() => weights.getState().removeWeights()}>
            Remove the weights
          </button>
        </div>
      )}
    </section>
  );
}

function Unfit({ nodes }: { readonly nodes: readonly NodeId[] }) {
  const { selection } = useStores();
  const graph = useDesign(({ design }) => design.graph.nodes);
  const index = nodeIndex(graph);
  return (
    <p className="weights-line warn">
      No longer fitting:{' '}
      {nodes.slice(0, NAMED).map((id) => (
        <button key={id} type="button" className="link-button" onClick={() => selection.getState().select([id])}>
          {index.has(id) ? displayName(index.get(id)!) : `copy ${id}`}
        </button>
      ))}
      {nodes.length > NAMED && `and ${nodes.length - NAMED} more`}
    </p>
  );
}
