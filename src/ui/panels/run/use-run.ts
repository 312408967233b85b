/** The run of the open design: one store and one worker for the page, made when a part of the screen first asks. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { DeployedTensor } from '../../../core/graph/deployed.ts';
import { createRunJob } from '../../../jobs/deploy-job.ts';
import { createRunStore, type RunState, type RunStore } from '../../../state/run-store.ts';
import { perWorkspace, useWorkspace } from '../../app/workspace.ts';

export const runStoreOf = perWorkspace(({ stores, workers }) =>
  createRunStore(stores.design, stores.weights, createRunJob(workers.deploy)),
);

export function useRun<T>(select: (state: RunState) => T): T {
  return useStore(runStoreOf(useWorkspace()), select);
}

/** The tensor of the network's first input as the chip holds it; undefined until something ran. */
export function useInputTensor(): DeployedTensor | undefined {
  return useRun(({ answer }) => answer?.graph.tensors[answer.graph.inputs[0] ?? -1]);
}

/** Runs at every edit while the component is on the screen. */
export function useFollowing(): RunStore {
  const store = runStoreOf(useWorkspace());
  useEffect(() => store.getState().follow(), [store]);
  return store;
}
