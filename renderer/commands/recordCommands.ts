import type { Command, Listed } from './command.ts';
import { askToDeleteRecorded } from './askToDeleteRecorded.ts';
import { likeCommands, rowCommands } from './rowCommands.ts';
import { inspectCommands } from './inspectCommands.ts';
import { keepCommands } from './keepCommands.ts';
import { markCommands } from './markCommands.ts';
import { focusFilter } from './panes.ts';
import { recordsOf, sessionOf } from '../state/window/recordsOfTab.ts';
import { canShowPeer, showPeer } from '../state/window/showPeer.ts';
import { canReply, replyTo } from '../state/window/replyToSender.ts';
import type { Toward } from '../state/records/matchList.ts';
import type { RecordView } from '../state/records/recordView.ts';
import type { Tab } from '../state/window/tabs.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';
import { messageOf } from '../../shared/base/errors.ts';
import type { ConnectionId } from '../../shared/model/ids.ts';
import { isPayloadKind } from '../../shared/model/record.ts';
import { hasEnded } from '../../shared/model/session.ts';
import { clearView } from '../state/window/clearView.ts';
import { composeInTab } from '../state/window/compose.ts';
import { tableCommands } from './tableCommands.ts';
import { isOnlyCurrent } from '../state/records/selection.ts';
import { sendingSession } from '../state/window/sendingSession.ts';
import { sendRecordAgain } from '../state/window/sendRecordAgain.ts';

/** The keys for the records of a tab. */
export const recordKeys = { filter: 'Mod+F', goTo: 'Mod+G', next: 'F3', previous: 'Shift+F3' } as const;

/** As in the consoles of browsers, with Control on a Mac, too: Command L is the browser’s address field. */
export const clearKeys = 'Ctrl+L';

/** The commands for the records of the tab; of those that have no keys, many mean looking at the selected record. */
export function recordCommands(
  parts: WorkbenchParts,
  tab: Tab,
  document: Document,
  which: Listed,
): Command[] {
  const view = recordsOf(parts, tab);
  if (!view) return [];
  const group = 'Records';
  const { filter, goTo, next, previous } = recordKeys;
  const { mode } = view.filter.store.getState();
  const { chartShown } = parts;
  const isChartShown = chartShown.getState();
  // Without a filter there is nothing to go to yet.
  const step = (toward: Toward): void =>
    view.filter.matches ? void view.step(toward) : focusFilter(document);
  return [
    { id: 'records.filter', title: 'Filter or find', group, keys: filter, run: () => focusFilter(document) },
    {
      id: 'records.mode',
      title: mode === 'filter' ? 'Show every record, and mark the matches' : 'Show only the matches',
      group,
      run: () => view.filter.setMode(mode === 'filter' ? 'find' : 'filter'),
    },
    { id: 'records.next', title: 'Next match', group, keys: next, run: () => step('next') },
    {
      id: 'records.previous',
      title: 'Previous match',
      group,
      keys: previous,
      run: () => step('previous'),
    },
    {
      id: 'records.goTo',
      title: 'Go to a number or time…',
      group,
      keys: goTo,
      run: () => view.dialogs.setState({ isGoToOpen: true }),
    },
    ...(view.live
      ? [{ id: 'records.follow', title: 'Follow the newest', group, run: () => view.follow(true) }]
      : []),
    {
      id: 'records.chart',
      title: isChartShown ? 'Hide the traffic chart' : 'Show the traffic chart',
      group,
      run: () => chartShown.setState(!isChartShown, true),
    },
    ...(which === 'all' ? rowCommands(parts, view, group) : []),
    ...(which === 'all' ? sendingCommands(parts, view, tab, group) : []),
    ...replyCommand(parts, view, tab, group),
    ...(which === 'all' ? likeCommands(view, group) : []),
    ...showPeerCommand(parts, view, tab, group),
    ...markCommands(parts, view, group),
    ...inspectCommands(parts, view, group),
    ...clearCommands(parts, view, tab, group),
    ...keepCommands(parts, tab, group),
    ...tableCommands(parts, view, group),
  ];
}

function clearCommands(parts: WorkbenchParts, view: RecordView, tab: Tab, group: string): Command[] {
  const session = sessionOf(parts, tab);
  if (!session || hasEnded(session.phase)) return [];
  return [
    {
      id: 'records.clear',
      title: 'Clear the view',
      group,
      keys: clearKeys,
      words: 'hide earlier records from here on empty',
      run: () => clearView(parts, view),
    },
    {
      id: 'records.delete',
      title: 'Delete what was recorded…',
      group,
      acts: true,
      words: 'clear remove erase records',
      run: () => askToDeleteRecorded(session, parts.state),
    },
  ];
}

/** Goes to the other side of the selected record in the list of peers. */
function showPeerCommand(parts: WorkbenchParts, view: RecordView, tab: Tab, group: string): Command[] {
  const session = sessionOf(parts, tab);
  const peer = view.store.getState().currentRow?.peer ?? null;
  if (!canShowPeer(session) || peer === null) return [];
  return [
    {
      id: 'records.showPeer',
      title: 'Go to the peer of the selected record',
      group,
      row: { label: 'Go to its peer' },
      run: () => parts.state.toasts.run(() => showPeer(parts, session, peer)),
    },
  ];
}

function replyCommand(parts: WorkbenchParts, view: RecordView, tab: Tab, group: string): Command[] {
  const session = sessionOf(parts, tab);
  const row = view.store.getState().currentRow;
  if (!session || !canReply(session) || row === null || row.peer === null || row.direction !== 'in')
    return [];
  const { peer } = row;
  return [
    {
      id: 'records.reply',
      title: 'Reply to the sender of the selected record',
      group,
      keys: 'Alt+R',
      row: { label: 'Reply to its sender' },
      run: () => parts.state.toasts.run(() => replyTo(parts, session, peer)),
    },
  ];
}

/** What the selected record is good for in the composer of its connection, or sent again. */
function sendingCommands(parts: WorkbenchParts, view: RecordView, tab: Tab, group: string): Command[] {
  const { state } = parts;
  const row = view.store.getState().currentRow;
  const session = sessionOf(parts, tab);
  const recording = tab.kind === 'recording' ? state.recordings.get(tab.id) : undefined;
  const connection = session?.connectionId ?? recording?.connection ?? null;
  if (row === null || !isPayloadKind(row.kind) || connection === null) return [];
  if (!isOnlyCurrent(view.store.getState())) return [];
  if (state.connections.get(connection) === undefined) return [];
  const { source } = view;
  const compose: Command = {
    id: 'records.compose',
    title: 'Compose from the selected record',
    group,
    words: 'edit message again',
    row: { label: 'Open in the composer', begins: true },
    run: () =>
      state.toasts.run(() => composeInTab(parts, connection, { source, ...row, from: 0, to: row.size })),
  };
  const sendAgain: Command = {
    id: 'records.sendAgain',
    title: 'Send the selected record again',
    group,
    words: 'resend repeat',
    acts: true,
    row: { label: 'Send again' },
    ...refusalToSend(parts, connection),
    run: () => state.toasts.run(() => sendRecordAgain(parts, connection, { source, seq: row.seq })),
  };
  return [compose, sendAgain];
}

/** Why nothing can be sent now. */
function refusalToSend(parts: WorkbenchParts, connection: ConnectionId): { readonly refusal?: string } {
  try {
    sendingSession(parts, connection, '');
    return {};
  } catch (error) {
    return { refusal: messageOf(error) };
  }
}
