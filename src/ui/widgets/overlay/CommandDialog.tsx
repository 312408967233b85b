/** A list to search over the whole page. Load it lazily. */
import './overlay.css';
import { Dialog } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { PickerList, type PickerGroup } from './PickerList.tsx';

interface CommandDialogProps {
  readonly label: string;
  readonly placeholder: string;
  readonly groups: readonly PickerGroup[];
  readonly onChoose: (id: string) => void;
  readonly onClose: () => void;
}

export function CommandDialog(props: CommandDialogProps) {
  return (
    <ModalOverlay className="modal-overlay" isOpen isDismissable onOpenChange={(open) => !open && props.onClose()}>
      <Modal className="modal" style={{ width: 560 }}>
        <Dialog className="popover-dialog picker" aria-label={props.label}>
          <PickerList {...props} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
