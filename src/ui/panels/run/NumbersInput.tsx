import { useState } from 'react';
import { elementCount } from '../../../core/graph/tensor.ts';
import { useWorkspace } from '../../app/workspace.ts';
import type { InputProps } from './input-form.ts';
import { parseNumbers } from './parse-numbers.ts';
import { runStoreOf } from './use-run.ts';

/** Values typed or pasted, in the order of the tensor, channels last. */
export function NumbersInput({ input }: InputProps) {
  const store = runStoreOf(useWorkspace());
  const [text, setText] = useState('');
  const count = elementCount(input.shape);
  const parsed = parseNumbers(text);
  const fits = parsed.ok && parsed.value.length === count;
  const run = (): void => {
    if (parsed.ok) store.getState().setInput({ words: `${count} numbers`, source: { kind: 'values', values: [parsed.value] } });
  };
  return (
    <>
      <textarea
        className="field run-numbers"
        aria-label="Numbers"
        placeholder={`${count} numbers, apart by spaces or commas`}
        rows={3}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="run-row">
        <button type="button" className="button outlined" disabled={!fits} onClick={run}>
          Run
        </button>
        {parsed.ok ? (
          <span className="muted">
            {parsed.value.length} of {count}
          </span>
        ) : (
          <span className="over">{parsed.error.message}</span>
        )}
      </div>
    </>
  );
}
