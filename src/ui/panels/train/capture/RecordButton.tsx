import { useRef } from 'react';

interface RecordButtonProps {
  /** Of the class it records. */
  readonly name: string;
  readonly recording: boolean;
  readonly disabled: boolean;
  readonly onStart: () => void;
  readonly onEnd: () => void;
}

/** A shorter press is a click, which records until the next. */
const HOLD_MS = 350;

/** Records while it is held; a click or a key starts and the next one ends. */
export function RecordButton({ name, recording, disabled, onStart, onEnd }: RecordButtonProps) {
  const heldSince = useRef<number>(undefined);
  const toggle = (): void => (recording ? onEnd() : onStart());
  const release = (): void => {
    const since = heldSince.current;
    heldSince.current = undefined;
    if (since !== undefined && performance.now() - since >= HOLD_MS) onEnd();
  };
  return (
    <button
      type="button"
      className="button outlined capture-record"
      aria-pressed={recording}
      aria-label={`Record ${name}`}
      data-tip="Hold, or click to start and click again to end"
      disabled={disabled}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        if (!recording) heldSince.current = performance.now();
        toggle();
      }}
      onPointerUp={release}
      onPointerCancel={release}
      // Of a pointer's click there is nothing left to do; one of a key has no pointer.
      onClick={({ detail }) => detail === 0 && toggle()}
    >
      <span className="capture-dot" aria-hidden="true" />
      {recording ? 'Recording' : 'Record'}
    </button>
  );
}
