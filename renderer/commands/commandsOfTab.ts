import { foldersAround } from '../../shared/model/variableScope.ts';
import type { ConnectionId } from '../../shared/model/ids.ts';
import type { Scope } from '../../shared/template/scope.ts';
import { newestSessionOf } from '../state/sessions/sessions.ts';
import type { RecordView } from '../state/records/recordView.ts';
import { recordsOf } from '../state/window/recordsOfTab.ts';
import { tabInFront, type Tab } from '../state/window/tabs.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';
import type { Command, Listed } from './command.ts';
import { composerCommands } from './composerCommands.ts';
import { linkCommands, retryNow } from './linkCommands.ts';
import { messageCommands } from './messageCommands.ts';
import { peerCommands } from './peerCommands.ts';
import { recordCommands } from './recordCommands.ts';
import { recordingCommands, recordingsOfConnection } from './recordingCommands.ts';
import { repeatCommands } from './repeatCommands.ts';
import { saveCommand } from './saveCommand.ts';

/** The commands for what the tab in front shows. They are loaded with that, and so are the views that they act upon. */
export function commandsOfTab(parts: WorkbenchParts, document: Document, which: Listed): Command[] {
  const tab = tabInFront(parts.state.tabs.store.getState());
  if (!tab) return [];
  return [
    ...commandsOfKind(parts, tab, which),
    saveCommand(parts, tab),
    ...recordCommands(parts, tab, document, which).filter(({ refusal }) => refusal === undefined),
  ];
}

function commandsOfKind(parts: WorkbenchParts, tab: Tab, which: Listed): Command[] {
  switch (tab.kind) {
    case 'connection':
      return [
        // None of them has a key, and telling which are possible means writing the connection as a command.
        ...(which === 'all' ? linkCommandsOf(parts.state, tab.id) : []),
        ...messageCommands(parts, tab.id, which),
        ...repeatCommands(parts, tab.id),
        ...(which === 'all' ? peerCommands(parts, tab.id) : []),
        ...(which === 'all' ? composerCommands(parts, tab.id) : []),
        ...(which === 'all' ? recordingsOfConnection(parts, tab.id) : []),
      ];
    case 'recording':
      return recordingCommands(parts, tab.id);
    case 'session':
      return [];
  }
}

/** What the menu of the records that a view shows offers, if they are those of the tab in front. */
export function commandsOfRows(parts: WorkbenchParts, view: RecordView, document: Document): Command[] {
  const tab = tabInFront(parts.state.tabs.store.getState());
  if (!tab || recordsOf(parts, tab) !== view) return [];
  return recordCommands(parts, tab, document, 'all').filter(({ row }) => row !== undefined);
}

/** What templates of a connection can refer to. */
function scopeOf({ connections, environments }: WorkbenchParts['state'], id: ConnectionId): Scope {
  const { folders } = connections.store.getState();
  return environments.scopeWith(foldersAround(connections.known(id)?.folder ?? '', folders));
}

/** The link commands that are possible now. */
function linkCommandsOf(state: WorkbenchParts['state'], id: ConnectionId): Command[] {
  const group = 'This tab';
  const session = newestSessionOf(state.sessions.store.getState().sessions, id);
  const endpoint = state.edits.endpointOf(id);
  if (!endpoint) return [];
  const possible = linkCommands(endpoint, session, state, scopeOf(state, id)).filter(
    ({ isPossible }) => isPossible,
  );
  return [
    ...(session?.phase === 'waiting'
      ? [
          {
            id: 'link.retryNow',
            title: 'Connect now',
            group,
            acts: true,
            run: () => retryNow(session, state),
          },
        ]
      : []),
    ...possible.map(({ id: name, title, acts = false, words = '', run }): Command => ({
      id: name,
      title,
      group,
      acts,
      words,
      run,
    })),
  ];
}
