import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import './dialog.css';

interface ModalRootProps {
  /** The popup. */
  readonly children: ReactNode;
  readonly onClose: () => void;
}

/** What dialogs have in common: they stand in front of everything else until the person leaves them, for example with Escape. */
export function ModalRoot({ children, onClose }: ModalRootProps): ReactNode {
  return (
    <Base.Root
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Base.Portal>
        <Base.Backdrop className="dialog-backdrop" />
        {children}
      </Base.Portal>
    </Base.Root>
  );
}
