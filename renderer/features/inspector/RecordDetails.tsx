import type { ReactNode } from 'react';
import type { RecordRow } from '../../../shared/model/record.ts';
import { Button } from '../../ui/Button.tsx';
import { ContextMenu } from '../../ui/ContextMenu.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { fieldMenu } from './fieldMenu.ts';
import { recordFields, type RecordField } from './recordFields.ts';

interface RecordDetailsProps {
  readonly row: RecordRow;
  readonly peerAddress: (peer: number) => string;
  /** Makes the sender of the record the send target; only where it has one. */
  readonly onReply: (() => void) | undefined;
  readonly mark: ReactNode;
  readonly onCopy: (text: string) => void;
  /** Adds a term to the filter. */
  readonly onFilter: (term: string) => void;
}

/** What is known about a record besides its bytes. Values may come from a peer, so they are shown as text. */
export function RecordDetails(props: RecordDetailsProps): ReactNode {
  const { row, peerAddress, onReply, mark, onCopy, onFilter } = props;
  const { note } = row;
  const fields = recordFields(row, peerAddress);
  return (
    <ContextMenu
      label="Details of the record"
      itemsAt={({ target }) =>
        fieldMenu(fields, fieldAt(target, fields), getSelection()?.toString() ?? '', {
          copy: onCopy,
          filter: onFilter,
        })
      }
    >
      {/* It scrolls, by keys too. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="record-details" role="region" aria-label="Details of the record" tabIndex={0}>
        {note === null ? null : (
          <p className="record-note">
            <VisibleText text={note} />
          </p>
        )}
        <dl className="detail-fields" aria-label="Fields">
          {fields.map(({ name, values }) => (
            <Field key={name} name={name} values={values} />
          ))}
        </dl>
        {mark}
        {onReply && (
          <Button className="record-reply" onClick={onReply}>
            Reply to sender
          </Button>
        )}
      </div>
    </ContextMenu>
  );
}

/** The field that an element is in. */
function fieldAt(target: Element, fields: readonly RecordField[]): RecordField | undefined {
  const name = target.closest<HTMLElement>('[data-field]')?.dataset['field'];
  return fields.find((field) => field.name === name);
}

/** A field and its value; each item of a list has a line. */
function Field({ name, values }: { readonly name: string; readonly values: readonly string[] }): ReactNode {
  return (
    <div data-field={name}>
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
