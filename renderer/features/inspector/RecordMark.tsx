import type { ReactNode } from 'react';
import { capitalized } from '../../../shared/base/quantity.ts';
import type { MarkLook } from '../../../shared/model/mark.ts';
import { Button } from '../../ui/Button.tsx';
import { formatKeys } from '../../ui/keys.ts';
import { MarkSign } from '../../ui/MarkSign.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';

interface RecordMarkProps {
  readonly mark: MarkLook | null;
  readonly keys: string;
  /** Opens what marks the record, or changes its mark. */
  readonly onMark: () => void;
}

/** What a person marked the record with, and its whole note. */
export function RecordMark({ mark, keys, onMark }: RecordMarkProps): ReactNode {
  return (
    <div className="record-mark" role="group" aria-label="Mark">
      {mark && (
        <p>
          <MarkSign colour={mark.colour} /> {capitalized(mark.colour)}
        </p>
      )}
      {mark?.note?.split('\n').map((line, index) => (
        // The lines of a note have no identity except their position.
        // oxlint-disable-next-line react/no-array-index-key
        <p key={index}>
          <VisibleText text={line} />
        </p>
      ))}
      <Button title={formatKeys(keys)} onClick={onMark}>
        {mark ? 'Change the mark…' : 'Mark…'}
      </Button>
    </div>
  );
}
