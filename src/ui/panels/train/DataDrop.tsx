/** Data dropped on the panel is chosen to train on; models go to the page, which opens them. */
import { useState, type DragEvent, type ReactNode } from 'react';
import { droppedFiles } from '../../actions/dropped-files.ts';
import { isModelFile } from '../../actions/files.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { filesChoice } from './files-choice.ts';
import type { DataChoice } from './train-settings.ts';

interface DataDropProps {
  readonly className: string;
  /** Undefined: no data can be chosen now. */
  readonly onData: ((data: DataChoice) => void) | undefined;
  readonly children: ReactNode;
}

export function DataDrop({ className, onData, children }: DataDropProps) {
  const { ui, stores } = useWorkspace();
  const [over, setOver] = useState(false);
  const choose = async (transfer: DataTransfer): Promise<void> => {
    try {
      const data = filesChoice(await droppedFiles(transfer));
      if (data !== undefined) onData?.(data);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      stores.view.getState().say(`What was dropped cannot be read: ${why}`, 'error');
    }
  };
  const takes = ({ dataTransfer }: DragEvent): boolean => onData !== undefined && dataTransfer.types.includes('Files');
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- by keyboard, files are chosen in the Data field
    <div
      className={className}
      onDragOver={(event) => {
        if (!takes(event)) return;
        event.preventDefault();
        event.stopPropagation();
        if (ui.getState().dropping) ui.getState().set({ dropping: false });
        setOver(true);
      }}
      onDragLeave={({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false);
      }}
      onDrop={(event) => {
        setOver(false);
        if (!takes(event) || [...event.dataTransfer.files].some(isModelFile)) return;
        event.preventDefault();
        event.stopPropagation();
        void choose(event.dataTransfer);
      }}
    >
      {children}
      {over && <div className="train-drop">Drop data to train on: a folder, a .zip, files. A model opens.</div>}
    </div>
  );
}
