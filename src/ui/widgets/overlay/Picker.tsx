/** A list that narrows as you type, in a popover by its trigger. Load it lazily. */
import './overlay.css';
import type { RefObject } from 'react';
import { Popover, type PopoverProps } from 'react-aria-components/Popover';
import { Dialog } from 'react-aria-components/Dialog';
import { Icon } from '../Icon.tsx';
import { PickerList, type PickerGroup } from './PickerList.tsx';

export interface PickerProps {
  readonly trigger: RefObject<Element | null>;
  readonly label: string;
  readonly placeholder: string;
  readonly groups: readonly PickerGroup[];
  readonly factTitles?: readonly string[] | undefined;
  readonly selected?: string | undefined;
  readonly width?: number;
  readonly onChoose: (id: string) => void;
  readonly onClose: () => void;
  readonly placement?: PopoverProps['placement'];
  /** A button below the list. */
  readonly more?: { readonly label: string; readonly run: () => void } | undefined;
}

export function Picker(props: PickerProps) {
  return (
    <Popover
      className="popover"
      triggerRef={props.trigger}
      isOpen
      onOpenChange={(open) => !open && props.onClose()}
      placement={props.placement ?? 'bottom start'}
      offset={4}
    >
      <Dialog className="popover-dialog picker" aria-label={props.label} style={{ width: props.width ?? 320 }}>
        <PickerList {...props} />
        {props.more !== undefined && <More more={props.more} onClose={props.onClose} />}
      </Dialog>
    </Popover>
  );
}

function More({ more, onClose }: { readonly more: NonNullable<PickerProps['more']>; readonly onClose: () => void }) {
  return (
    <div className="picker-footer">
      <button
        type="button"
        className="button"
        onClick={() => {
          onClose();
          more.run();
        }}
      >
        <Icon name="plus" size={14} />
        {more.label}
      </button>
    </div>
  );
}
