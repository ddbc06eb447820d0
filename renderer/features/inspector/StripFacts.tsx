import type { ReactNode } from 'react';
import { formatCount, plural } from '../../../shared/base/quantity.ts';
import { formatTimeOfDay } from '../../../shared/base/time.ts';
import { isPayloadKind, type RecordRow } from '../../../shared/model/record.ts';
import { formatItem } from '../../state/records/itemId.ts';
import { itemOfRow } from '../../state/records/rowList.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';

interface StripFactsProps {
  readonly row: RecordRow;
  readonly peerAddress: (peer: number) => string;
}

/** Which record it is, in one line: what does not fit is left out from the end, and is among the details. */
export function StripFacts({ row, peerAddress }: StripFactsProps): ReactNode {
  const { at, direction, peer, kind, size } = row;
  return (
    <dl className="strip-facts" aria-label="Record">
      <Fact name="Number">#{formatItem(itemOfRow(row))}</Fact>
      {direction === null ? null : (
        <Fact name="Direction" className={`is-${direction}`}>
          {direction === 'out' ? '↑ out' : '↓ in'}
        </Fact>
      )}
      {isPayloadKind(kind) ? (
        <Fact name="Length">
          {formatCount(size)} <span className="unit">{plural(size, 'byte')}</span>
        </Fact>
      ) : null}
      <Fact name="Kind">{kind}</Fact>
      <Fact name="Time">{formatTimeOfDay(at)}</Fact>
      {peer === null ? null : (
        <Fact name="Peer">
          <VisibleText text={peerAddress(peer)} />
        </Fact>
      )}
    </dl>
  );
}

interface FactProps {
  readonly name: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** The value speaks for itself; its name is for screen readers, and for a pointer that rests on it. */
function Fact({ name, className, children }: FactProps): ReactNode {
  return (
    <div className={className} title={name}>
      <dt className="spoken">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
