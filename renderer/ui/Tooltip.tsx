import { Tooltip as Base } from '@base-ui/react/tooltip';
import { useEffect, useState, type ReactElement, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { formatKeys, type Keys } from './keys.ts';
import { Sentence } from './Sentence.tsx';
import './tooltip.css';

interface TooltipProps {
  readonly text: string;
  /** Shown after the text. */
  readonly keys?: Keys | undefined;
  /** The element that it explains, which needs its own accessible name. */
  readonly children: ReactElement<Record<string, unknown>>;
}

export function Tooltip({ text, keys, children }: TooltipProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  // Before a dialog sees the key: it would leave it to the tooltip, and stay open.
  useEffect(() => {
    if (!isOpen) return undefined;
    const close = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') flushSync(() => setOpen(false));
    };
    document.addEventListener('keydown', close, true);
    return () => document.removeEventListener('keydown', close, true);
  }, [isOpen]);
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => setOpen(open)}>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} collisionPadding={8} className="tooltip-positioner">
          <Base.Popup className="tooltip">
            <Sentence text={text} />
            {keys !== undefined && <kbd>{formatKeys(keys)}</kbd>}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
