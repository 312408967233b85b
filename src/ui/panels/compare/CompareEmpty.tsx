/** Nothing to compare with yet: drop or open a file, paste a link, or take the pinned baseline. */
import { useRef, useState, type FormEvent } from 'react';
import { openText } from '../../../state/files.ts';
import { openFile } from '../../../state/open-file.ts';
import type { Design } from '../../../core/document/design.ts';
import { useStores, useView } from '../../../state/hooks.ts';
import { MODEL_FILES } from '../../actions/files.ts';
import type { Result } from '../../../core/base/result.ts';

export function CompareEmpty() {
  const { view } = useStores();
  const baseline = useView((state) => state.baseline);
  const picker = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const accept = (opened: Result<{ readonly design: Design }>): void => {
    if (opened.ok) view.getState().compareWith(opened.value.design);
    else view.getState().say(opened.error.message, 'error');
  };
  const paste = (event: FormEvent): void => {
    event.preventDefault();
    accept(openText(text));
  };
  return (
    <div className="compare-empty">
      <p>See this design beside another: totals, and every node that differs.</p>
      <div className="compare-choices">
        <button type="button" className="button primary" onClick={() => picker.current?.click()}>
          Open a file
        </button>
        <input
          ref={picker}
          hidden
          type="file"
          accept={MODEL_FILES}
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file !== undefined) void openFile(file).then(accept);
          }}
        />
        <form onSubmit={paste}>
          <input
            className="field"
            placeholder="Paste a link"
            aria-label="Link to compare with"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <button type="submit" className="button outlined" disabled={text.trim() === ''}>
            Compare
          </button>
        </form>
        {baseline !== undefined && (
          <button type="button" className="button outlined" onClick={() => view.getState().compareWith(baseline)}>
            The pinned baseline
          </button>
        )}
      </div>
    </div>
  );
}
