/** A field for a name: it takes the focus with everything selected; Enter or leaving keeps, Escape drops. */
import { useEffect, useRef, useState } from 'react';

interface NameFieldProps {
  readonly label: string;
  readonly value: string;
  readonly className?: string;
  /** undefined: the user changed their mind. */
  readonly onDone: (name: string | undefined) => void;
}

export function NameField({ label, value, className = 'field', onDone }: NameFieldProps) {
  const [draft, setDraft] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  useEffect(() => field.current?.select(), []);
  const finish = (name: string | undefined): void => {
    if (done.current) return;
    done.current = true;
    onDone(name);
  };
  return (
    <input
      ref={field}
      className={className}
      aria-label={label}
      value={draft}
      maxLength={120}
      spellCheck={false}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => finish(draft.trim())}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') finish(draft.trim());
        if (event.key === 'Escape') finish(undefined);
      }}
    />
  );
}
