import { useState } from 'react';
import { formatCount } from '../../../../core/base/format.ts';
import { Icon } from '../../../widgets/Icon.tsx';
import type { CaptureState } from './capture-store.ts';
import { samplesOf, type RecordedClass, type SampleKind } from './recorded-class.ts';
import { RecordButton } from './RecordButton.tsx';
import { SampleStrip } from './SampleStrip.tsx';

export interface ClassRowProps {
  readonly recorded: RecordedClass;
  readonly kind: SampleKind;
  readonly capture: CaptureState;
  readonly recording: boolean;
  /** There is no device to record from. */
  readonly disabled: boolean;
  readonly onStart: () => void;
  readonly onEnd: () => void;
}

export function ClassRow({ recorded, kind, capture, recording, disabled, onStart, onEnd }: ClassRowProps) {
  const { id, name } = recorded;
  const samples = samplesOf(recorded, kind);
  const remove = (): void => {
    if (recording) onEnd();
    capture.removeClass(id);
  };
  return (
    <li className="capture-class" aria-label={name}>
      <div className="capture-class-head">
        <ClassName name={name} onRename={(next) => capture.renameClass(id, next)} />
        <span className="capture-count">{countText(samples.length, kind)}</span>
        <RecordButton name={name} recording={recording} disabled={disabled} onStart={onStart} onEnd={onEnd} />
        <RemoveClass recorded={recorded} onRemove={remove} />
      </div>
      {samples.length > 0 && <SampleStrip name={name} samples={samples} onDrop={(sample) => capture.drop(id, sample)} />}
    </li>
  );
}

export function countText(count: number, kind: SampleKind): string {
  const unit = kind === 'picture' ? 'picture' : 'second';
  return `${formatCount(count)} ${unit}${count === 1 ? '' : 's'}`;
}

/** Keeps what is typed when it is left; Enter keeps it too, Escape drops it. */
function ClassName({ name, onRename }: { readonly name: string; readonly onRename: (name: string) => void }) {
  const [draft, setDraft] = useState<string>();
  const keep = (): void => {
    if (draft !== undefined) onRename(draft);
    setDraft(undefined);
  };
  return (
    <input
      className="field"
      aria-label="Name of the class"
      maxLength={60}
      spellCheck={false}
      value={draft ?? name}
      onChange={(event) => setDraft(event.target.value)}
      onFocus={(event) => event.target.select()}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
        if (event.key !== 'Escape' || draft === undefined) return;
        event.stopPropagation();
        setDraft(undefined);
      }}
    />
  );
}

const takeFocus = (element: HTMLElement | null): void => element?.focus();

/** Asks once where something would be lost. */
function RemoveClass({ recorded, onRemove }: { readonly recorded: RecordedClass; readonly onRemove: () => void }) {
  const [asking, setAsking] = useState(false);
  const { name, samples } = recorded;
  if (asking)
    return (
      <button type="button" className="button outlined over" ref={takeFocus} onClick={onRemove} onBlur={() => setAsking(false)}>
        Remove all {formatCount(samples.length)}
      </button>
    );
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={`Remove ${name}`}
      onClick={() => (samples.length === 0 ? onRemove() : setAsking(true))}
    >
      <Icon name="trash" />
    </button>
  );
}
