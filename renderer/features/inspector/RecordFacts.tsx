import type { ReactNode } from 'react';
import { formatCount, plural } from '../../../shared/base/quantity.ts';
import { formatTimeOfDay } from '../../../shared/base/time.ts';
import { visibleText } from '../../../shared/bytes/visibleText.ts';
import { isPayloadKind, type RecordRow } from '../../../shared/model/record.ts';
import { formatItem } from '../../state/records/itemId.ts';
import { itemOfRow } from '../../state/records/rowList.ts';
import { Button } from '../../ui/Button.tsx';
import { DetailFields } from './DetailFields.tsx';
import { Segments } from './Segments.tsx';

interface RecordFactsProps {
  readonly row: RecordRow;
  /** The peer's address; its number is shown where there is none. */
  readonly peerAddress?: (peer: number) => string;
  /** Makes the sender of a received record the send target. */
  readonly onReply?: (peer: number) => void;
  /** Puts its bytes into the composer. */
  readonly onCompose?: () => void;
}

/** What is known about a record besides its bytes, on one line; below it the note, and the fields, if bytes take their usual place. */
export function RecordFacts({ row, peerAddress, onReply, onCompose }: RecordFactsProps): ReactNode {
  const { at, direction, peer, kind, size, note, detail } = row;
  return (
    <header className="record-facts">
      <div className="record-line">
        <dl>
          <Fact name="Number">#{formatItem(itemOfRow(row))}</Fact>
          <Fact name="Time">{formatTimeOfDay(at)}</Fact>
          {direction === null ? null : (
            <Fact name="Direction" className={`is-${direction}`}>
              {direction === 'out' ? '↑ out' : '↓ in'}
            </Fact>
          )}
          <Fact name="Kind">{kind}</Fact>
          {isPayloadKind(kind) ? (
            <Fact name="Length">
              {formatCount(size)} <span className="unit">{plural(size, 'byte')}</span>
            </Fact>
          ) : null}
          {peer === null ? null : (
            <Fact name="Peer">
              <Segments segments={visibleText(peerAddress?.(peer) ?? `peer ${peer}`)} />
            </Fact>
          )}
        </dl>
        {onReply && peer !== null && direction === 'in' && isPayloadKind(kind) ? (
          <Button tone="quiet" className="record-reply" onClick={() => onReply(peer)}>
            Reply to sender
          </Button>
        ) : null}
        {onCompose && isPayloadKind(kind) && size > 0 ? (
          <Button tone="quiet" className="record-compose" onClick={onCompose}>
            Compose from this
          </Button>
        ) : null}
      </div>
      {note === null ? null : (
        <p className="record-note">
          <Segments segments={visibleText(note)} />
        </p>
      )}
      {detail && size > 0 ? <DetailFields detail={detail} /> : null}
    </header>
  );
}

interface FactProps {
  readonly name: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** The value speaks for itself; its name is for screen readers. */
function Fact({ name, className, children }: FactProps): ReactNode {
  return (
    <div className={className} title={name}>
      <dt className="spoken">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
