import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { Inspector, type Reading } from '../features/inspector/Inspector.tsx';
import { asidePane, type AsidePane } from '../state/window/asidePane.ts';
import { keyOfSource } from '../state/window/inspecting.ts';
import { composeInTab } from '../state/window/compose.ts';
import type { ConnectionId } from '../../shared/model/ids.ts';
import type { RecordRow } from '../../shared/model/record.ts';
import type { RecordView } from '../state/records/recordView.ts';
import { Tabs } from '../ui/Tabs.tsx';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';

interface RecordAsideProps {
  readonly view: RecordView;
  readonly parts: WorkbenchParts;
  readonly peerAddress: (peer: number) => string;
  /** The panel with the facts about the connection. */
  readonly connection: ReactNode;
  readonly onReply?: (peer: number) => void;
  /** The connection in whose composer bytes of a record can be put; null where there is none. */
  readonly composeIn: ConnectionId | null;
}

/** Beside the timeline: the selected record, or the connection. */
export function RecordAside(props: RecordAsideProps): ReactNode {
  const { view, parts, peerAddress, connection, onReply, composeIn } = props;
  const id = keyOfSource(view.source);
  const selected = useStore(view.store, (state) => state.selected ?? state.lostSelection);
  const choice = useStore(parts.views.asides, (asides) => asides[id]);
  const [reading, setReading] = useState<Reading>('hex');
  return (
    <Tabs<AsidePane>
      label="Beside the timeline"
      value={asidePane(choice, selected)}
      onValue={(pane) => parts.views.asides.setState({ [id]: { pane, selected } })}
      tabs={[
        {
          value: 'record',
          label: 'Record',
          content: (
            <Inspector
              client={parts.state.client}
              view={view}
              peerAddress={peerAddress}
              reading={reading}
              onReading={setReading}
              {...(onReply && { onReply })}
              {...(composeIn !== null && {
                onCompose: (row: RecordRow, stretch: { readonly from: number; readonly to: number }) =>
                  parts.state.toasts.run(() =>
                    composeInTab(parts, composeIn, { source: view.source, ...row, ...stretch }),
                  ),
              })}
            />
          ),
        },
        { value: 'connection', label: 'Connection', content: connection },
      ]}
    />
  );
}
