import { useMemo, useRef, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Result } from '../../../shared/base/result.ts';
import type { JsonLines } from '../../../shared/json/jsonLines.ts';
import { isPayloadKind, type RecordRow } from '../../../shared/model/record.ts';
import type { WirebenchClient } from '../../state/base/client.ts';
import { keyOfItem } from '../../state/records/itemId.ts';
import { filterWith } from '../../state/records/filterWith.ts';
import type { RecordView } from '../../state/records/recordView.ts';
import { itemOfRow } from '../../state/records/rowList.ts';
import type { AsidePane } from '../../state/window/asidePane.ts';
import type { Reading } from '../../state/window/inspecting.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { useRegionName } from '../../ui/sideOfWindow.ts';
import type { ByteStretch } from './byteStretch.ts';
import { HexPane } from './HexPane.tsx';
import { isEmptyTab, shownTab, type InspectorTab } from './inspectorTabs.ts';
import { jsonProspectOf } from './jsonOf.ts';
import { JsonPane } from './JsonPane.tsx';
import { NoRecord } from './NoRecord.tsx';
import { RecordDetails } from './RecordDetails.tsx';
import { RecordMark } from './RecordMark.tsx';
import { StripEnd } from './StripEnd.tsx';
import { TextPane } from './TextPane.tsx';
import type { InspectedRecord } from './useByteWindow.ts';
import { useJson } from './useJson.ts';
import { useSelectedBytes, type SelectedBytes } from './useSelectedBytes.ts';
import { useFocusInPanel } from './useFocusInPanel.ts';
import type { ValuesSwitch } from './values/ValuesButton.tsx';
import './inspector.css';

interface InspectorProps {
  readonly client: WirebenchClient;
  readonly view: RecordView;
  readonly pane: AsidePane;
  readonly reading: Reading;
  readonly onTab: (tab: InspectorTab) => void;
  /** The facts about the connection. */
  readonly connection: ReactNode;
  readonly values: ValuesSwitch;
  readonly isLarge: boolean;
  readonly largeKeys: string;
  readonly onLarge: () => void;
  readonly peerAddress: (peer: number) => string;
  readonly markKeys: string;
  /** Marks the current record, or changes its mark. */
  readonly onMark: () => void;
  /** Makes the sender of a record the send target; only where there is a choice. */
  readonly onReply?: (peer: number) => void;
  /** Writes a record into a file of the person's. */
  readonly onSave: (row: RecordRow) => void;
  readonly onCopy: (text: string) => void;
  /** Puts a stretch of the record into the composer; only where there is one for it. */
  readonly onCompose?: (row: RecordRow, stretch: ByteStretch) => void;
}

/** Beside the records: the current one, its bytes in several readings and what else is known of it, and the connection. */
export function Inspector(props: InspectorProps): ReactNode {
  const { client, view, pane, reading, onTab, connection, isLarge, largeKeys, onLarge, peerAddress } = props;
  const region = useRegionName('Inspector');
  const section = useRef<HTMLElement>(null);
  useFocusInPanel(section);
  const row = useStore(view.store, (state) => state.currentRow);
  const record = useInspected(client, view, row);
  const prospect = row ? jsonProspectOf(row) : 'none';
  const json = useJson(record, prospect, reading === 'json');
  // A short record is offered as JSON once it is known to be JSON, a long one as soon as it looks like it.
  const isJson = prospect === 'glance' ? json?.ok === true : prospect !== 'none';
  const shown = { row, isJson };
  const selected = useSelectedBytes(row ? keyOfItem(itemOfRow(row)) : null);
  const content = (tab: Reading): ReactNode =>
    row && record ? (
      <RecordPane {...props} {...{ tab, row, record, json, selected }} />
    ) : (
      <NoRecord view={view} />
    );
  return (
    <section ref={section} className="inspector" aria-label={region}>
      <Tabs<InspectorTab>
        label="Show"
        value={shownTab(pane, reading, shown)}
        onValue={onTab}
        hasOwnStops
        aside={
          <StripEnd
            row={row}
            peerAddress={peerAddress}
            isLarge={isLarge}
            keys={largeKeys}
            onLarge={onLarge}
          />
        }
        tabs={[
          { value: 'hex', label: 'Hex', disabled: isEmptyTab('hex', shown), content: content('hex') },
          { value: 'text', label: 'Text', disabled: isEmptyTab('text', shown), content: content('text') },
          { value: 'json', label: 'JSON', disabled: isEmptyTab('json', shown), content: content('json') },
          { value: 'details', label: 'Details', content: content('details') },
          { value: 'connection', label: 'Connection', content: connection },
        ]}
      />
    </section>
  );
}

function useInspected(
  client: WirebenchClient,
  { source }: RecordView,
  row: RecordRow | null,
): InspectedRecord | null {
  const { seq, size } = row ?? {};
  return useMemo(
    () => (seq === undefined || size === undefined ? null : { client, source, seq, size }),
    [client, source, seq, size],
  );
}

type ForRecord = Pick<
  InspectorProps,
  'view' | 'values' | 'peerAddress' | 'markKeys' | 'onMark' | 'onReply' | 'onSave' | 'onCopy' | 'onCompose'
>;

interface RecordPaneProps extends ForRecord {
  readonly tab: Reading;
  readonly row: RecordRow;
  readonly record: InspectedRecord;
  readonly json: Result<JsonLines, string> | null;
  readonly selected: SelectedBytes;
}

/** One reading of the record, drawn anew for each record. */
function RecordPane(props: RecordPaneProps): ReactNode {
  const { tab, row, record, json, selected, view, peerAddress, onReply, onSave, onCompose } = props;
  const { peer, direction, kind } = row;
  const key = keyOfItem(itemOfRow(row));
  const canReply = peer !== null && direction === 'in' && isPayloadKind(kind);
  const reply = onReply && canReply ? () => onReply(peer) : undefined;
  const pane = {
    record,
    view,
    onCompose: onCompose && ((stretch: ByteStretch) => onCompose(row, stretch)),
    onSave: () => onSave(row),
    onReply: reply,
  };
  switch (tab) {
    case 'hex':
      return <HexPane key={key} {...pane} {...selected} values={props.values} />;
    case 'text':
      return <TextPane key={key} {...pane} {...selected} />;
    case 'json':
      if (json?.ok === false) return <EmptyState what={json.problem} />;
      return json && <JsonPane key={key} lines={json.value} {...pane} />;
    case 'details':
      return (
        <RecordDetails
          key={key}
          row={row}
          peerAddress={peerAddress}
          onReply={reply}
          onCopy={props.onCopy}
          onFilter={(term) => filterWith(view, term)}
          mark={<MarkOf view={view} seq={row.seq} keys={props.markKeys} onMark={props.onMark} />}
        />
      );
  }
}

interface MarkOfProps {
  readonly view: RecordView;
  readonly seq: number;
  readonly keys: string;
  readonly onMark: () => void;
}

function MarkOf({ view, seq, ...tools }: MarkOfProps): ReactNode {
  const mark = useStore(view.marks.store, () => view.marks.at(seq));
  return <RecordMark mark={mark} {...tools} />;
}
