import { useStore } from 'zustand';
import { useDesign } from '../../../../state/hooks.ts';
import { createIdbRunStorage } from '../../../../state/idb-run-storage.ts';
import type { KeptRun } from '../../../../state/kept-run.ts';
import { createRunHistory, type RunHistoryState } from '../../../../state/run-history-store.ts';
import { perWorkspace, useWorkspace } from '../../../app/workspace.ts';

export const runHistoryOf = perWorkspace(() => createRunHistory(createIdbRunStorage()));

export function useRunHistory(): RunHistoryState {
  return useStore(runHistoryOf(useWorkspace()));
}

/** Whether a run is of the open design: of its document, or of one of its name, for a link opens as a new document each time. */
export function useIsOwn(): (run: KeptRun) => boolean {
  const open = useDesign(({ id }) => id);
  const name = useDesign(({ design }) => design.name);
  return ({ document, design }) => document === open || design === name;
}
