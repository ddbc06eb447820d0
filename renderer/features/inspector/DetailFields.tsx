import type { ReactNode } from 'react';
import { visibleText } from '../../../shared/bytes/visibleText.ts';
import type { RecordDetail } from '../../../shared/model/recordDetail.ts';
import { detailRowsOf } from './detailRows.ts';
import { Segments } from './Segments.tsx';

/** The fields of a record. Values may come from a peer, so they are shown as text. */
export function DetailFields({ detail }: { readonly detail: RecordDetail }): ReactNode {
  return (
    <dl className="detail-fields" aria-label="Fields">
      {detailRowsOf(detail).map(({ name, values }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {values.map((value, index) => (
              // The lines of a value have no identity except their position.
              // oxlint-disable-next-line react/no-array-index-key
              <p key={index}>
                <Segments segments={visibleText(value)} />
              </p>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
