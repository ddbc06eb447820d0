import { Dialog as Base } from '@base-ui/react/dialog';
import { useRef, type ReactNode } from 'react';
import { useFocusAtOnce } from './focusAtOnce.ts';
import { useFinalFocus } from './keepFocus.ts';
import { ModalRoot } from './ModalRoot.tsx';

interface ModalProps {
  readonly label: string;
  readonly className: string;
  readonly children: ReactNode;
  readonly onClose: () => void;
  /** Whether the focus goes back to where it was when this is closed; true unless told. */
  readonly returnsFocus?: () => boolean;
}

/** Content in front of everything else until the person finishes it or leaves it with Escape. */
export function Modal({ label, className, children, onClose, returnsFocus }: ModalProps): ReactNode {
  const popup = useRef<HTMLDivElement>(null);
  const initialFocus = useFocusAtOnce(popup);
  const finalFocus = useFinalFocus();
  return (
    <ModalRoot onClose={onClose}>
      <Base.Popup
        ref={popup}
        className={className}
        aria-label={label}
        initialFocus={initialFocus}
        finalFocus={() => (returnsFocus?.() ?? true) && finalFocus()}
      >
        {children}
      </Base.Popup>
    </ModalRoot>
  );
}
