import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { inspectKeys } from '../commands/inspectCommands.ts';
import { markKeys } from '../commands/markCommands.ts';
import { Inspector } from '../features/inspector/Inspector.tsx';
import type { InspectorTab } from '../features/inspector/inspectorTabs.ts';
import { asidePane } from '../state/window/asidePane.ts';
import { composeInTab } from '../state/window/compose.ts';
import { keyOfSource, showPane, showReading, toggleLarge, toggleValues } from '../state/window/inspecting.ts';
import { recordAlone } from '../state/records/selectedRecords.ts';
import { saveRecords } from '../state/window/saveRecords.ts';
import type { ConnectionId } from '../../shared/model/ids.ts';
import type { RecordRow } from '../../shared/model/record.ts';
import type { RecordView } from '../state/records/recordView.ts';
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

/** Beside the timeline: the selected record, or the connection. The choice is remembered for each source. */
export function RecordAside(props: RecordAsideProps): ReactNode {
  const { view, parts, peerAddress, connection, onReply, composeIn } = props;
  const key = keyOfSource(view.source);
  const selected = useStore(view.store, (state) => state.current ?? state.lostCurrent);
  const choice = useStore(parts.views.asides, (asides) => asides[key]);
  const { reading, hasValues, large } = useStore(parts.inspecting);
  const show = (tab: InspectorTab): void => {
    if (tab === 'connection') showPane(parts.views, view, tab);
    else showReading(parts, view, tab);
  };
  return (
    <Inspector
      client={parts.state.client}
      view={view}
      pane={asidePane(choice, selected)}
      reading={reading}
      onTab={show}
      connection={connection}
      values={{ isShown: hasValues, keys: inspectKeys.values, toggle: () => toggleValues(parts, view) }}
      isLarge={large === key}
      largeKeys={inspectKeys.large}
      onLarge={() => toggleLarge(parts, view.source)}
      peerAddress={peerAddress}
      onSave={({ seq }) => saveRecords(parts, view, 'bytes', recordAlone(view.source, seq))}
      onCopy={(text) => parts.state.toasts.run(() => parts.copyText(text))}
      markKeys={markKeys.note}
      onMark={() => parts.state.dialogs.setState({ kind: 'mark' }, true)}
      {...(onReply && { onReply })}
      {...(composeIn !== null && {
        onCompose: (row: RecordRow, stretch: { readonly from: number; readonly to: number }) =>
          parts.state.toasts.run(() =>
            composeInTab(parts, composeIn, { source: view.source, ...row, ...stretch }),
          ),
      })}
    />
  );
}
