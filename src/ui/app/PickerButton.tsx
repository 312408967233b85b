/** A button that opens a list to search and choose from. */
import { Suspense, useRef, useState } from 'react';
import { Icon, type IconName } from '../widgets/Icon.tsx';
import { lazily } from '../widgets/lazily.ts';
import type { PickerGroup } from '../widgets/overlay/PickerList.tsx';

const Picker = lazily(() => import('../widgets/overlay/Picker.tsx'), 'Picker');

interface PickerButtonProps {
  readonly label: string;
  readonly icon: IconName;
  readonly shown: string;
  readonly tip?: string | undefined;
  readonly placeholder: string;
  readonly groups: () => readonly PickerGroup[];
  readonly factTitles?: readonly string[];
  readonly selected: string;
  readonly width: number;
  readonly disabled?: boolean;
  readonly onChoose: (id: string) => void;
  /** A button below the list. */
  readonly more?: { readonly label: string; readonly run: () => void };
}

export function PickerButton(props: PickerButtonProps) {
  const trigger = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  return (
    <>
      <button
        ref={trigger}
        type="button"
        className="picker-button"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={`${props.label}: ${props.shown}`}
        data-tip={props.tip ?? props.label}
        disabled={props.disabled}
        onClick={() => setOpen(true)}
      >
        <Icon name={props.icon} size={14} />
        <span>{props.shown}</span>
        <Icon name="chevron-down" size={12} />
      </button>
      {open && (
        <Suspense>
          <Picker
            trigger={trigger}
            label={props.label}
            placeholder={props.placeholder}
            groups={props.groups()}
            factTitles={props.factTitles}
            selected={props.selected}
            width={props.width}
            onChoose={props.onChoose}
            onClose={close}
            more={props.more}
          />
        </Suspense>
      )}
    </>
  );
}
