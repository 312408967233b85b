/** Puts a text on the clipboard and says so for a moment. */
import { useEffect, useState } from 'react';
import { Icon } from './Icon.tsx';

interface CopyButtonProps {
  readonly label: string;
  readonly text: () => string;
  readonly className?: string;
}

export function CopyButton({ label, text, className = 'button' }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'idle' | 'copied' | 'refused'>('idle');
  useEffect(() => {
    if (outcome === 'idle') return undefined;
    const timer = setTimeout(() => setOutcome('idle'), 1500);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = (): void => {
    navigator.clipboard.writeText(text()).then(
      () => setOutcome('copied'),
      () => setOutcome('refused'),
    );
  };
  return (
    <button type="button" className={className} onClick={copy}>
      <Icon name={outcome === 'copied' ? 'check' : 'copy'} size={14} />
      <span aria-live="polite">{outcome === 'idle' ? label : outcome === 'copied' ? 'Copied' : 'Copying was refused'}</span>
    </button>
  );
}
