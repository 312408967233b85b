import { useState } from 'react';
import { useRunHistory } from './run-history.ts';

/** Deletes the whole history, when pressed twice. */
export function DeleteAll({ count }: { readonly count: number }) {
  const { clear } = useRunHistory();
  const [asked, setAsked] = useState(false);
  return (
    <button
      type="button"
      className={asked ? 'button outlined over' : 'button'}
      onBlur={() => setAsked(false)}
      onClick={() => (asked ? void clear() : setAsked(true))}
    >
      {asked ? `Really delete all ${count}?` : 'Delete all'}
    </button>
  );
}
