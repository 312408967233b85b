/**
 * A number the user steps, scrubs or types. The label is the scrub handle; the field takes arithmetic ("64*2", "/2"); arrows step,
 * Shift by ten. What one step costs stands beside it.
 */
import './stepper.css';
import { useId, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { evaluate } from './arithmetic.ts';
import { Icon } from './Icon.tsx';

export interface StepperProps {
  readonly label: string;
  /** undefined: the selected things differ. */
  readonly value: number | undefined;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  /** False allows decimals. */
  readonly whole?: boolean;
  readonly help?: string | undefined;
  /** What one step more costs. */
  readonly cost?: ReactNode;
  readonly disabled?: boolean;
  /** Called at every step of a gesture; `onGestureEnd` closes it, so that undo takes the gesture back in one go. */
  readonly onChange: (value: number) => void;
  readonly onGestureEnd?: () => void;
}

/** Pixels dragged for one step. */
const SCRUB_PIXELS = 6;
const PAUSE_MS = 600;

export function Stepper(props: StepperProps) {
  const { label, value, min, max, step = 1, help, cost, disabled = false, onGestureEnd } = props;
  const id = useId();
  const [draft, setDraft] = useState<string>();
  const change = (next: number): void => {
    const clamped = Math.min(max, Math.max(min, props.whole === false ? next : Math.round(next)));
    if (clamped !== value) props.onChange(clamped);
  };
  const pause = usePause(onGestureEnd);
  const stepBy = (steps: number): void => {
    change((value ?? min) + steps * step);
    pause();
  };
  const commit = (): void => {
    const typed = draft === undefined ? undefined : evaluate(draft, value ?? 0);
    setDraft(undefined);
    if (typed !== undefined) change(typed);
    onGestureEnd?.();
  };
  const scrub = useScrub(value ?? min, (start, steps) => change(start + steps * step), onGestureEnd);
  return (
    <div className="stepper">
      <label className="stepper-label" htmlFor={id} data-tip={help} data-disabled={disabled || undefined} {...(disabled ? {} : scrub)}>
        {label}
      </label>
      <span className="stepper-control">
        <button type="button" tabIndex={-1} aria-label={`${label}: less`} disabled={disabled || value === min} onClick={() => stepBy(-1)}>
          <Icon name="minus" size={12} />
        </button>
        <input
          id={id}
          role="spinbutton"
          inputMode="decimal"
          autoComplete="off"
          aria-valuenow={value}
          aria-valuemin={min}
          aria-valuemax={max}
          disabled={disabled}
          placeholder="mixed"
          value={draft ?? (value === undefined ? '' : String(value))}
          onChange={(event) => setDraft(event.target.value)}
          onFocus={(event) => event.target.select()}
          onBlur={commit}
          onKeyDown={(event) => handleKey(event, stepBy, commit, () => setDraft(undefined))}
        />
        <button type="button" tabIndex={-1} aria-label={`${label}: more`} disabled={disabled || value === max} onClick={() => stepBy(1)}>
          <Icon name="plus" size={12} />
        </button>
      </span>
      <span className="stepper-cost">{cost}</span>
    </div>
  );
}

/** Steps in quick succession are one gesture; it ends when they pause. */
function usePause(onGestureEnd: (() => void) | undefined): () => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  return () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onGestureEnd?.(), PAUSE_MS);
  };
}

function handleKey(event: KeyboardEvent, stepBy: (steps: number) => void, commit: () => void, revert: () => void): void {
  const size = event.shiftKey ? 10 : 1;
  if (event.key === 'ArrowUp') stepBy(size);
  else if (event.key === 'ArrowDown') stepBy(-size);
  else if (event.key === 'PageUp') stepBy(10);
  else if (event.key === 'PageDown') stepBy(-10);
  else if (event.key === 'Enter') commit();
  else if (event.key === 'Escape') revert();
  else return;
  event.stopPropagation();
  if (event.key !== 'Escape') event.preventDefault();
  if (event.key.startsWith('Arrow') || event.key.startsWith('Page')) revert();
}

/** Dragging sideways changes the number; the whole drag is one gesture. */
function useScrub(value: number, change: (start: number, steps: number) => void, onEnd: (() => void) | undefined) {
  const drag = useRef<{ readonly x: number; readonly start: number; moved: boolean }>(undefined);
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { x: event.clientX, start: value, moved: false };
    },
    onPointerMove: (event: PointerEvent) => {
      if (drag.current === undefined) return;
      const steps = Math.round((event.clientX - drag.current.x) / SCRUB_PIXELS);
      if (steps === 0 && !drag.current.moved) return;
      drag.current.moved = true;
      change(drag.current.start, steps * (event.shiftKey ? 10 : 1));
    },
    onPointerUp: () => {
      if (drag.current?.moved === true) onEnd?.();
      drag.current = undefined;
    },
    onPointerCancel: () => {
      drag.current = undefined;
      onEnd?.();
    },
  };
}
