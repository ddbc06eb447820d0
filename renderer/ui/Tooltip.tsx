import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';
import './tooltip.css';

interface TooltipProps {
  readonly text: string;
  readonly keys?: string | undefined;
  /** The element that it explains, which needs its own accessible name. */
  readonly children: ReactElement<Record<string, unknown>>;
}

export function Tooltip({ text, keys, children }: TooltipProps): ReactNode {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} collisionPadding={8} className="tooltip-positioner">
          <Base.Popup className="tooltip">
            {text}
            {keys !== undefined && <kbd>{keys}</kbd>}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
