import { formatAccuracy, formatBytes, formatNumber } from '../../../core/base/format.ts';
import type { Delivered } from '../../../core/training/progress.ts';
import { useDesign, useStores } from '../../../state/hooks.ts';
import { download, fileName } from '../../actions/files.ts';
import { openFiles } from '../../actions/open.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { DataFacts } from './DataFacts.tsx';
import type { TrainState } from './train-store.ts';

/** What came of the run, and what can be done with it. */
export function TrainOutcome({ state: { delivered, run } }: { readonly state: TrainState }) {
  const workspace = useWorkspace();
  const { weights } = useStores();
  const isOpen = useDesign(({ id }) => id === run?.document);
  const isEdited = useDesign(({ design }) => design.graph !== run?.design.graph);
  if (delivered === undefined || run === undefined) return undefined;
  const name = `${fileName(run.design.name)}.tflite`;
  const narrower = run.recipe.pruning?.what === 'channels' ? delivered.graph : undefined;
  const file = (): File => new File([Uint8Array.from(delivered.file)], name);
  return (
    <div className="train-outcome">
      {!isOpen && <p className="warn">Of {run.design.name}, which is not open now.</p>}
      {isOpen && isEdited && <p className="warn">Of the design before you edited it.</p>}
      <dl aria-live="polite">
        <dt>On the chip, int{delivered.bits}</dt>
        <dd>
          <strong>{formatAccuracy(delivered.int8.accuracy)}</strong>
        </dd>
        <dt>In float32</dt>
        <dd>{formatAccuracy(delivered.float.accuracy)}</dd>
        <dt>Chip against float</dt>
        <dd>{changeText(delivered)}</dd>
        {delivered.agreement !== undefined && (
          <>
            <dt data-tip="Test samples for which the network as trained, rounded as on the chip, and the file name the same class">
              Agrees with training
            </dt>
            <dd>{formatAccuracy(delivered.agreement)}</dd>
          </>
        )}
        <dt>File</dt>
        <dd>{formatBytes(delivered.file.length)}</dd>
        <dt>Took</dt>
        <dd>
          {formatNumber(delivered.seconds)} s, {delivered.epochs} epochs
        </dd>
      </dl>
      <p className="muted">Accuracy on the test samples, which trained and chose nothing.</p>
      {run.facts !== undefined && <DataFacts facts={run.facts} />}
      <div className="train-buttons">
        <button
          type="button"
          className="button primary"
          disabled={!isOpen || workspace.readOnly || (isEdited && narrower !== undefined)}
          data-tip="Puts them beside the design with the ranges they were trained for: exported as int8, it is the very file that was judged, until you edit it"
          onClick={() => void weights.getState().setWeights(delivered.weights, { kind: 'training', name: run.data }, narrower)}
        >
          {narrower === undefined ? 'Use the weights' : 'Use the pruned network'}
        </button>
        <button
          type="button"
          className="button outlined"
          data-tip="As a design of its own: the very file that was judged"
          onClick={() => void openFiles(workspace, [file()])}
        >
          Open the file
        </button>
        <button
          type="button"
          className="button outlined"
          data-tip="The very file that was judged"
          onClick={() => download(name, Uint8Array.from(delivered.file), 'application/octet-stream')}
        >
          Save .tflite
        </button>
      </div>
    </div>
  );
}

/** What the accuracy gains or loses from float to the chip, in points of a percent. */
function changeText({ float, int8 }: Delivered): string {
  if (float.accuracy === undefined || int8.accuracy === undefined) return '–';
  const points = 100 * (int8.accuracy - float.accuracy);
  const sign = points === 0 ? '' : points < 0 ? '−' : '+';
  return `${sign}${Math.abs(points).toFixed(2)} points`;
}
