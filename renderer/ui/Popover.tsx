import { Popover as Base } from '@base-ui/react/popover';
import { useRef, type ReactElement, type ReactNode } from 'react';
import { useFocusAtOnce } from './focusAtOnce.ts';
import { joinClasses } from './joinClasses.ts';
import './popup.css';
import './popover.css';

interface PopoverProps {
  readonly title: string;
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly children: ReactNode;
  readonly className?: string;
  /** For a popover that can also be opened from elsewhere; otherwise the trigger alone decides. */
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
}

export function Popover(props: PopoverProps): ReactNode {
  const { title, trigger, children, className, open, onOpenChange } = props;
  const popup = useRef<HTMLDivElement>(null);
  const initialFocus = useFocusAtOnce(popup);
  return (
    <Base.Root {...(open !== undefined && { open })} onOpenChange={(isOpen) => onOpenChange?.(isOpen)}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner
          sideOffset={4}
          collisionPadding={8}
          // Content too tall for its place scrolls there, instead of moving to the side.
          collisionAvoidance={{ fallbackAxisSide: 'none' }}
          align="end"
          className="popup-positioner"
        >
          <Base.Popup
            ref={popup}
            className={joinClasses('popup popover', className)}
            initialFocus={initialFocus}
          >
            <Base.Title className="popover-title">{title}</Base.Title>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
