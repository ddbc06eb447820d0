import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import { ModalRoot } from './ModalRoot.tsx';

interface ModalProps {
  readonly label: string;
  readonly className: string;
  readonly children: ReactNode;
  readonly onClose: () => void;
}

/** Content in front of everything else until the person finishes it or leaves it with Escape. */
export function Modal({ label, className, children, onClose }: ModalProps): ReactNode {
  return (
    <ModalRoot onClose={onClose}>
      <Base.Popup className={className} aria-label={label}>
        {children}
      </Base.Popup>
    </ModalRoot>
  );
}
