/** A small window by its trigger. Escape and a press outside close it, and the focus goes back. Load it lazily. */
import './overlay.css';
import type { ReactNode, RefObject } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Popover as AriaPopover, type PopoverProps as AriaPopoverProps } from 'react-aria-components/Popover';

export interface PopoverProps {
  readonly trigger: RefObject<Element | null>;
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly placement?: AriaPopoverProps['placement'];
}

export function Popover({ trigger, label, onClose, children, placement = 'bottom start' }: PopoverProps) {
  return (
    <AriaPopover
      className="popover"
      triggerRef={trigger}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      placement={placement ?? 'bottom start'}
      offset={4}
    >
      <Dialog className="popover-dialog" aria-label={label}>
        {children}
      </Dialog>
    </AriaPopover>
  );
}
