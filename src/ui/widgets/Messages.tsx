/** What the product has to say, at the bottom of the canvas: notes leave by themselves, errors stay until dismissed. */
import './messages.css';
import { useEffect } from 'react';
import { Icon, type IconName } from './Icon.tsx';

export interface MessageEntry {
  readonly id: number;
  readonly kind: 'info' | 'warning' | 'error';
  readonly text: string;
}

const STAY_MS = 6000;
const ICONS: Readonly<Record<MessageEntry['kind'], IconName>> = { info: 'info', warning: 'warning', error: 'error' };

interface MessagesProps {
  readonly messages: readonly MessageEntry[];
  readonly onDismiss: (id: number) => void;
}

export function Messages({ messages, onDismiss }: MessagesProps) {
  return (
    <div className="messages" role="log" aria-label="Messages">
      {messages.map((message) => (
        <OneMessage key={message.id} message={message} onDismiss={onDismiss} />
      ))}
    </div>
  );
}

function OneMessage({ message, onDismiss }: { readonly message: MessageEntry; readonly onDismiss: (id: number) => void }) {
  const { id, kind } = message;
  useEffect(() => {
    if (kind === 'error') return undefined;
    const timer = setTimeout(() => onDismiss(id), STAY_MS);
    return () => clearTimeout(timer);
  }, [id, kind, onDismiss]);
  return (
    <div className="message" data-kind={kind} role={kind === 'error' ? 'alert' : 'status'}>
      <Icon name={ICONS[kind]} />
      <span>{message.text}</span>
      <button type="button" className="icon-button" aria-label="Dismiss" onClick={() => onDismiss(id)}>
        <Icon name="close" size={14} />
      </button>
    </div>
  );
}
