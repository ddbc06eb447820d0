import { Toolbar as Base } from '@base-ui/react/toolbar';
import type { ReactElement, ReactNode } from 'react';

interface ToolbarProps {
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** Buttons that are one Tab stop: the arrow keys go from one to the next, and Tab comes back to the one that was used last. */
export function Toolbar({ label, className, children }: ToolbarProps): ReactNode {
  return (
    <Base.Root aria-label={label} className={className}>
      {children}
    </Base.Root>
  );
}

interface ToolbarButtonProps {
  /** The button. What opens a menu or a popover may give this element further properties, which reach the button. */
  readonly children: ReactElement<Record<string, unknown>>;
}

/** A button of a toolbar. */
export function ToolbarButton({ children, ...rest }: ToolbarButtonProps): ReactNode {
  return <Base.Button {...rest} render={children} />;
}
