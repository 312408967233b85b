import { useState } from 'react';
import type { Result } from '../../../../core/base/result.ts';
import { useStores } from '../../../../state/hooks.ts';
import type { KeptRun } from '../../../../state/kept-run.ts';
import { fileName } from '../../../actions/files.ts';
import { openFiles } from '../../../actions/open.ts';
import { useWorkspace } from '../../../app/workspace.ts';
import { useIsOwn, useRunHistory } from './run-history.ts';

/** Lines that can still be told apart. */
const MOST_COMPARED = 6;

interface RunToolsProps {
  /** Those chosen. */
  readonly runs: readonly KeptRun[];
  readonly onCompare: () => void;
  readonly onDelete: () => void;
}

/** What can be done with the runs that are chosen. */
export function RunTools({ runs, onCompare, onDelete }: RunToolsProps) {
  const [first, ...others] = runs;
  if (first === undefined) return undefined;
  return (
    <>
      {others.length > 0 && (
        <button
          type="button"
          className="button primary"
          disabled={runs.length > MOST_COMPARED}
          data-tip={runs.length > MOST_COMPARED ? `At most ${MOST_COMPARED} runs can be told apart` : undefined}
          onClick={onCompare}
        >
          Compare {runs.length} runs
        </button>
      )}
      {others.length === 0 && first.outcome.kind === 'done' && <FileButtons run={first} />}
      <button type="button" className="button outlined" onClick={onDelete}>
        Delete
      </button>
    </>
  );
}

function FileButtons({ run }: { readonly run: KeptRun }) {
  const workspace = useWorkspace();
  const { weights, view } = useStores();
  const history = useRunHistory();
  const isOpen = useIsOwn()(run);
  const isNarrower = run.recipe.pruning?.what === 'channels';
  const [busy, setBusy] = useState(false);
  const withPart = async <T,>(part: Promise<Result<T>>, then: (value: T) => Promise<void>): Promise<void> => {
    setBusy(true);
    const found = await part;
    if (found.ok) await then(found.value);
    else view.getState().say(found.error.message, 'error');
    setBusy(false);
  };
  const open = (bytes: Uint8Array): Promise<void> =>
    openFiles(workspace, [new File([Uint8Array.from(bytes)], `${fileName(run.design)}.tflite`)]);
  return (
    <>
      <button
        type="button"
        className="button outlined"
        disabled={busy || !isOpen || isNarrower || workspace.readOnly}
        data-tip={tipOf(isOpen, isNarrower)}
        onClick={() =>
          void withPart(history.weights(run.id), (value) => weights.getState().setWeights(value, { kind: 'training', name: run.data }))
        }
      >
        Use weights
      </button>
      <button
        type="button"
        className="button outlined"
        disabled={busy}
        data-tip="As a design of its own: the very file that was judged"
        onClick={() => void withPart(history.file(run.id), open)}
      >
        Open file
      </button>
    </>
  );
}

function tipOf(isOpen: boolean, isNarrower: boolean): string {
  if (isNarrower) return 'Channels were pruned: open the file instead';
  return isOpen ? 'Puts what this run learned beside the design' : 'Open the design it was trained for first';
}
