/** A number that opens to its formula and the rows it sums. */
import { Suspense, useRef, useState, type ReactNode } from 'react';
import type { Receipt } from '../../core/base/evidence.ts';
import { lazily } from './lazily.ts';

const Popover = lazily(() => import('./overlay/Popover.tsx'), 'Popover');
const ReceiptList = lazily(() => import('./ReceiptList.tsx'), 'ReceiptList');

interface ReceiptButtonProps {
  readonly label: string;
  readonly receipts: () => Promise<readonly Receipt[]>;
  readonly children: ReactNode;
}

export function ReceiptButton({ label, receipts, children }: ReceiptButtonProps) {
  const trigger = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useState<Promise<readonly Receipt[]>>();
  const close = (): void => setOpened(undefined);
  return (
    <>
      <button
        ref={trigger}
        type="button"
        className="receipt-button"
        aria-haspopup="dialog"
        aria-expanded={opened !== undefined}
        onClick={(event) => {
          event.stopPropagation();
          setOpened(opened === undefined ? receipts() : undefined);
        }}
      >
        <span className="visually-hidden">{label}: </span>
        {children}
      </button>
      {opened !== undefined && (
        <Suspense>
          <Popover trigger={trigger} label={`${label}: receipt`} onClose={close}>
            <ReceiptList receipts={opened} />
          </Popover>
        </Suspense>
      )}
    </>
  );
}
