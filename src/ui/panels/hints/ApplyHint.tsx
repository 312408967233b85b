import type { Hint } from '../../../core/hints/hint.ts';
import { useStores } from '../../../state/hooks.ts';

interface ApplyHintProps {
  readonly hint: Hint;
  readonly stale: boolean;
  readonly disabled?: boolean;
  /** Spoken where several of these buttons stand together. */
  readonly label?: string;
}

/** Applies a hint. A stale one waits, keyboard and all: a second click must not apply what has just moved under the pointer. */
export function ApplyHint({ hint, stale, disabled = false, label }: ApplyHintProps) {
  const { design } = useStores();
  const apply = (): void => {
    if (!stale) design.getState().edit(hint.title, hint.apply);
  };
  return (
    <button type="button" className="button outlined" disabled={disabled} aria-disabled={stale} aria-label={label} onClick={apply}>
      Apply
    </button>
  );
}
