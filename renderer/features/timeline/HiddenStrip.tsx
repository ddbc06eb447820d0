import type { ReactNode } from 'react';
import { formatCounted, plural } from '../../../shared/base/quantity.ts';
import { Button } from '../../ui/Button.tsx';

interface HiddenStripProps {
  /** How many records are hidden. */
  readonly count: number;
  readonly onShow: () => void;
}

/** Above a list that was cleared: how many records it does not show, and the way back. */
export function HiddenStrip({ count, onShow }: HiddenStripProps): ReactNode {
  return (
    <div className="hidden-strip">
      {formatCounted(count, 'earlier record')} {plural(count, 'is', 'are')} hidden.
      <Button tone="quiet" onClick={onShow}>
        Show {plural(count, 'it', 'them')}
      </Button>
    </div>
  );
}
