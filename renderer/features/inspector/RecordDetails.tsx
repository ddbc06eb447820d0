import type { ReactNode } from 'react';
import { formatCounted } from '../../../shared/base/quantity.ts';
import { formatTimeOfDay } from '../../../shared/base/time.ts';
import { isPayloadKind, type RecordRow } from '../../../shared/model/record.ts';
import { formatDate } from '../../state/base/startTime.ts';
import { formatItem } from '../../state/records/itemId.ts';
import { itemOfRow } from '../../state/records/rowList.ts';
import { Button } from '../../ui/Button.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { detailRowsOf } from './detailRows.ts';

interface RecordDetailsProps {
  readonly row: RecordRow;
  readonly peerAddress: (peer: number) => string;
  /** Makes the sender of the record the send target; only where it has one. */
  readonly onReply: (() => void) | undefined;
  readonly mark: ReactNode;
}

/** What is known about a record besides its bytes. Values may come from a peer, so they are shown as text. */
export function RecordDetails({ row, peerAddress, onReply, mark }: RecordDetailsProps): ReactNode {
  const { at, direction, peer, kind, size, note, detail } = row;
  return (
    // It scrolls, by keys too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="record-details" role="region" aria-label="Details of the record" tabIndex={0}>
      {note === null ? null : (
        <p className="record-note">
          <VisibleText text={note} />
        </p>
      )}
      <dl className="detail-fields" aria-label="Fields">
        <Field name="Number" values={[formatItem(itemOfRow(row))]} />
        <Field name="Time" values={[`${formatDate(at)} ${formatTimeOfDay(at)}`]} />
        {direction === null ? null : (
          <Field name="Direction" values={[direction === 'out' ? 'out (sent)' : 'in (received)']} />
        )}
        <Field name="Kind" values={[kind]} />
        {isPayloadKind(kind) ? <Field name="Length" values={[formatCounted(size, 'byte')]} /> : null}
        {peer === null ? null : <Field name="Peer" values={[peerAddress(peer)]} />}
        {detail ? detailRowsOf(kind, detail).map((field) => <Field key={field.name} {...field} />) : null}
      </dl>
      {mark}
      {onReply && (
        <Button className="record-reply" onClick={onReply}>
          Reply to sender
        </Button>
      )}
    </div>
  );
}

/** A field and its value; each item of a list has a line. */
function Field({ name, values }: { readonly name: string; readonly values: readonly string[] }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {values.map((value, index) => (
          // The lines of a value have no identity except their position.
          // oxlint-disable-next-line react/no-array-index-key
          <p key={index}>
            <VisibleText text={value} />
          </p>
        ))}
      </dd>
    </div>
  );
}
