import { useEffect } from 'react';
import { useDesign } from '../../../state/hooks.ts';
import { useWorkspace } from '../../app/workspace.ts';
import type { TrainState } from './train-store.ts';

/** A run that the page was closed on, to go on with or to throw away. */
export function UnfinishedRun({ state: { unfinished, look, goOn, discard } }: { readonly state: TrainState }) {
  const { readOnly } = useWorkspace();
  const document = useDesign(({ id }) => id);
  useEffect(() => void look(document), [document, look]);
  if (unfinished === undefined || unfinished.document !== document) return undefined;
  const { question, snapshot, data } = unfinished;
  const { epochs, quantization } = question.recipe;
  const place =
    snapshot === undefined ? 'at its start' : `in epoch ${snapshot.epochs.length + 1} of ${epochs + (quantization?.epochs ?? 0)}`;
  return (
    <div className="train-unfinished" role="status">
      <p>
        A run on <strong>{data}</strong> was under way when the page was closed, {place}.
      </p>
      <div className="train-buttons">
        <button type="button" className="button primary" disabled={readOnly} onClick={() => void goOn()}>
          Go on with it
        </button>
        <button type="button" className="button outlined" disabled={readOnly} onClick={discard}>
          Discard
        </button>
      </div>
    </div>
  );
}
