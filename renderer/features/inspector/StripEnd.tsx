import { Maximize2, Minimize2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RecordRow } from '../../../shared/model/record.ts';
import { IconButton } from '../../ui/Button.tsx';
import { StripFacts } from './StripFacts.tsx';

interface StripEndProps {
  readonly row: RecordRow | null;
  readonly peerAddress: (peer: number) => string;
  readonly isLarge: boolean;
  readonly keys: string;
  readonly onLarge: () => void;
}

/** Beside the tabs: which record it is, and the button that makes the inspector large or small. */
export function StripEnd({ row, peerAddress, isLarge, keys, onLarge }: StripEndProps): ReactNode {
  return (
    <div className="strip-end">
      {row && <StripFacts row={row} peerAddress={peerAddress} />}
      <IconButton
        label={isLarge ? 'Show the list' : 'Show large'}
        keys={keys}
        icon={isLarge ? <Minimize2 size={14} aria-hidden /> : <Maximize2 size={14} aria-hidden />}
        onClick={onLarge}
      />
    </div>
  );
}
