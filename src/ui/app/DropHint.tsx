/** Files may be dropped anywhere; while one hovers over the page, it says so. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { openFiles } from '../actions/open.ts';
import { useWorkspace, type Workspace } from './workspace.ts';

export function DropHint() {
  const workspace = useWorkspace();
  const dropping = useStore(workspace.ui, (state) => state.dropping);
  useEffect(() => listenForDrops(workspace), [workspace]);
  return dropping ? <div className="drop-hint">Drop a model (.tflite, .onnx, .keras, .h5, .json) to open it</div> : undefined;
}

function listenForDrops(workspace: Workspace): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const show = (dropping: boolean): void => {
    if (workspace.ui.getState().dropping !== dropping) workspace.ui.getState().set({ dropping });
  };
  const over = (event: DragEvent): void => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    show(true);
  };
  const leave = (event: DragEvent): void => {
    if (event.relatedTarget === null) show(false);
  };
  const drop = (event: DragEvent): void => {
    show(false);
    if (!hasFiles(event) || event.dataTransfer === null) return;
    event.preventDefault();
    void openFiles(workspace, [...event.dataTransfer.files]);
  };
  document.addEventListener('dragover', over, { signal });
  document.addEventListener('dragleave', leave, { signal });
  document.addEventListener('drop', drop, { signal });
  return () => controller.abort();
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
