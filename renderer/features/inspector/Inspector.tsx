import { useMemo, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { formatCount } from '../../../shared/base/quantity.ts';
import type { RecordRow } from '../../../shared/model/record.ts';
import type { WirebenchClient } from '../../state/base/client.ts';
import { firstOf, keyOfItem } from '../../state/records/itemId.ts';
import type { RecordView } from '../../state/records/recordView.ts';
import { itemOfRow } from '../../state/records/rowList.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import type { ByteStretch } from './byteStretch.ts';
import { DetailFields } from './DetailFields.tsx';
import { HexPane } from './HexPane.tsx';
import { jsonProspectOf } from './jsonOf.ts';
import { JsonView } from './JsonView.tsx';
import { RecordFacts } from './RecordFacts.tsx';
import { TextPane } from './TextPane.tsx';
import type { InspectedRecord } from './useByteWindow.ts';
import { useJson } from './useJson.ts';
import './inspector.css';

interface InspectorProps {
  readonly client: WirebenchClient;
  readonly view: RecordView;
  /** The address of a peer, by its number; without it the number is shown. */
  readonly peerAddress?: (peer: number) => string;
  /** The chosen reading, which stays for the next records too. */
  readonly reading: Reading;
  readonly onReading: (reading: Reading) => void;
  /** Makes the sender of the record the send target; only where there is a choice. */
  readonly onReply?: (peer: number) => void;
  /** Puts a stretch of the record into the composer; only where there is one for it. */
  readonly onCompose?: (row: RecordRow, stretch: ByteStretch) => void;
}

export type Reading = 'hex' | 'text' | 'json';

/** The selected record: its facts, and its bytes in several readings. */
export function Inspector(props: InspectorProps): ReactNode {
  const { client, view, peerAddress, reading, onReading, onReply, onCompose } = props;
  const row = useStore(view.store, (state) => state.selectedRow);
  const isSelected = useStore(view.store, (state) => state.selected !== null);
  const lost = useStore(view.store, (state) => state.lostSelection);
  return (
    <section className="inspector" aria-label="Inspector">
      {row ? (
        <>
          <RecordFacts
            row={row}
            {...(peerAddress && { peerAddress })}
            {...(onReply && { onReply })}
            {...(onCompose && { onCompose: () => onCompose(row, { from: 0, to: row.size }) })}
          />
          <RecordBytes
            client={client}
            view={view}
            row={row}
            reading={reading}
            onReading={onReading}
            {...(onCompose && { onCompose: (stretch: ByteStretch) => onCompose(row, stretch) })}
          />
        </>
      ) : (
        !isSelected && (
          <EmptyState
            what={
              lost === null
                ? 'The bytes of the selected record appear here.'
                : `Record ${formatCount(firstOf(lost))} was removed: only newer ones are kept.`
            }
            how="Click a row in the timeline, or focus it and press an arrow key."
          />
        )
      )}
    </section>
  );
}

interface RecordBytesProps {
  readonly client: WirebenchClient;
  readonly view: RecordView;
  readonly row: RecordRow;
  readonly reading: Reading;
  readonly onReading: (reading: Reading) => void;
  readonly onCompose?: (stretch: ByteStretch) => void;
}

function RecordBytes({ client, view, row, reading, onReading, onCompose }: RecordBytesProps): ReactNode {
  const { source } = view;
  const { seq, size } = row;
  const key = keyOfItem(itemOfRow(row));
  const record = useMemo((): InspectedRecord => ({ client, source, seq, size }), [client, source, seq, size]);
  const prospect = jsonProspectOf(row);
  const json = useJson(record, prospect, reading === 'json');
  // A short record is offered as JSON once it is known to be JSON, a long one as soon as it looks like it.
  const offersJson = prospect === 'glance' ? json?.ok === true : prospect !== 'none';
  if (size === 0) {
    if (row.detail) return <DetailFields detail={row.detail} />;
    return <EmptyState what="This record has no bytes." />;
  }
  const jsonTab = {
    value: 'json' as const,
    label: 'JSON',
    content:
      json && (json.ok ? <JsonView lines={json.value} key={key} /> : <EmptyState what={json.problem} />),
  };
  return (
    <Tabs<Reading>
      label="Readings"
      value={reading === 'json' && !offersJson ? 'text' : reading}
      onValue={onReading}
      tabs={[
        {
          value: 'hex',
          label: 'Hex',
          content: <HexPane record={record} view={view} key={key} {...(onCompose && { onCompose })} />,
        },
        { value: 'text', label: 'Text', content: <TextPane record={record} view={view} key={key} /> },
        ...(offersJson ? [jsonTab] : []),
      ]}
    />
  );
}
