import { AlertDialog } from '@base-ui/react/alert-dialog';
import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import './dialog.css';

interface ModalRootProps {
  /** The popup. */
  readonly children: ReactNode;
  /** True for a question that has to be answered: screen readers announce it, and a click beside it is no answer. */
  readonly isQuestion?: boolean;
  readonly onClose: () => void;
}

/** What dialogs have in common: they stand in front of everything else until the person leaves them, for example with Escape. */
export function ModalRoot({ children, isQuestion, onClose }: ModalRootProps): ReactNode {
  const Root = isQuestion ? AlertDialog.Root : Base.Root;
  return (
    <Root
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Base.Portal>
        <Base.Backdrop className="dialog-backdrop" />
        {children}
      </Base.Portal>
    </Root>
  );
}
