import { elementCount } from '../../../core/graph/tensor.ts';
import { chooseFile } from '../../actions/files.ts';
import { useWorkspace } from '../../app/workspace.ts';
import type { InputProps } from './input-form.ts';
import { runStoreOf } from './use-run.ts';

/** An array that a program has written. */
export function FileInput({ input }: InputProps) {
  const store = runStoreOf(useWorkspace());
  const choose = async (): Promise<void> => {
    const [file] = await chooseFile('.npy,.bin');
    if (file === undefined) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    store.getState().setInput({ words: file.name, source: { kind: 'file', name: file.name, bytes } });
  };
  return (
    <>
      <button type="button" className="button outlined" onClick={() => void choose()}>
        Choose a file
      </button>
      <p className="muted">{elementCount(input.shape)} values: a .npy, raw float32, or the tensor&apos;s own bytes.</p>
    </>
  );
}
