import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from './button';
import styles from './dialog.module.css';

/** A modal question. Focus goes in, stays in and comes back; Escape closes it. `alertdialog`: it asks about something that is lost. */
export function Dialog({ title, isOpen, onClose, wide = false, role = 'dialog', children, actions }: {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  wide?: boolean;
  role?: 'dialog' | 'alertdialog';
  children: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <ModalOverlay
      className={styles['overlay'] ?? ''}
      isOpen={isOpen}
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className={[styles['modal'], wide ? styles['wide'] : ''].filter(Boolean).join(' ')}>
        <AriaDialog role={role} className={styles['dialog'] ?? ''}>
          <Heading slot="title" className={styles['title'] ?? ''}>
            {title}
          </Heading>
          <div className={styles['body']}>{children}</div>
          {actions ? <div className={styles['actions']}>{actions}</div> : null}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** A panel from the right edge, for one thing of the page behind it in full. On phones it is the whole width. */
export function Sheet({ title, closeLabel, onClose, children }: {
  title: ReactNode;
  closeLabel: string;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <ModalOverlay
      className={styles['overlay'] ?? ''}
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className={styles['sheet'] ?? ''}>
        <AriaDialog className={styles['sheetBody'] ?? ''}>
          <header className={styles['sheetHead']}>
            <Heading slot="title" level={2} className={styles['sheetTitle'] ?? ''}>
              {title}
            </Heading>
            <Button variant="icon" aria-label={closeLabel} onPress={onClose}>
              <X size={18} aria-hidden="true" />
            </Button>
          </header>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** A panel from the left edge, for navigation on narrow screens. */
export function Drawer({ label, isOpen, onClose, children }: {
  label: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <ModalOverlay
      className={styles['overlay'] ?? ''}
      isOpen={isOpen}
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className={styles['drawer'] ?? ''}>
        <AriaDialog aria-label={label}>{children}</AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
