/** A number that opens to its formula and the rows it sums. */
import { Suspense, useRef, useState, type ReactNode } from 'react';
import type { Receipt } from '../../core/base/evidence.ts';
import { lazily } from './lazily.ts';

const Popover = lazily(() => import('./overlay/Popover.tsx'), 'Popover');
const ReceiptList = lazily(() => import('./ReceiptList.tsx'), 'ReceiptList');

interface ReceiptButtonProps {
  readonly label: string;
  readonly receipts: () => readonly Receipt[];
  readonly children: ReactNode;
}

export function ReceiptButton({ label, receipts, children }: ReceiptButtonProps) {
  const trigger = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        ref={trigger}
        type="button"
        className="receipt-button"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={(event) => {
          event.stopPropagation();
          setOpen(!open);
        }}
      >
        <span className="visually-hidden">{label}: </span>
        {children}
      </button>
      {open && (
        <Suspense>
          <Popover trigger={trigger} label={`${label}: receipt`} onClose={() => setOpen(false)}>
            <ReceiptList receipts={receipts()} />
          </Popover>
        </Suspense>
      )}
    </>
  );
}
