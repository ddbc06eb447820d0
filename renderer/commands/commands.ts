import type { Command } from './command.ts';
import type { ConnectionId } from '../../shared/model/ids.ts';
import { doesListen } from '../../shared/model/endpointPlace.ts';
import { foldersAround } from '../../shared/model/variableScope.ts';
import type { Scope } from '../../shared/template/scope.ts';
import { hasEnded } from '../../shared/model/session.ts';
import { buttonCommands } from './buttonCommands.ts';
import { hostCommands } from './hostCommands.ts';
import { keyGroups } from './keyHelp.ts';
import { peerCommands } from './peerCommands.ts';
import { storageCommands } from './storageCommands.ts';
import { linkCommands, retryNow } from './linkCommands.ts';
import { listedRecordings, openCommands } from './openCommands.ts';
import { messageCommands } from './messageCommands.ts';
import { recordCommands } from './recordCommands.ts';
import type { RecordView } from '../state/records/recordView.ts';
import { recordsOf } from '../state/window/recordsOfTab.ts';
import { commandsOnTab, tabCommands, tabKeys } from './tabCommands.ts';
import { viewCommands } from './viewCommands.ts';
import { workspaceCommands } from './workspaceCommands.ts';
import { composerCommands } from './composerCommands.ts';
import { recordingCommands, recordingsOfConnection } from './recordingCommands.ts';
import { saveCommand } from './saveCommand.ts';
import { repeatCommands } from './repeatCommands.ts';
import { newestSessionOf } from '../state/sessions/sessions.ts';
import { keyOfTab, type Tab } from '../state/window/tabs.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';
import type { Keys } from '../ui/keys.ts';

/** The second one is for hands that know it from other programs. */
export const paletteKeys: readonly Keys[] = ['Mod+K', 'Mod+Shift+P'];
export const toggleKeys = 'Alt+Enter';
export const previewKeys = 'Alt+P';

export const helpKeys: Keys = 'F1';

/** Every command that is possible now, with its key. The palette lists them. */
export function commandsOf(parts: WorkbenchParts, document: Document): Command[] {
  return [...listedCommands(parts, document, 'all'), ...openCommands(parts, document, listedRecordings)];
}

/** The command with a key for which `isPressed` is true. It is looked up at every key press, so what has no key is not even listed. */
export function commandByKeys(
  parts: WorkbenchParts,
  document: Document,
  isPressed: (keys: string) => boolean,
): Command | undefined {
  return listedCommands(parts, document, 'with keys').find(
    ({ keys, also = [] }) => (keys !== undefined && isPressed(keys)) || also.some(isPressed),
  );
}

/** Every command that is possible now, but for those that open one of a long list. */
export function listedCommands(
  parts: WorkbenchParts,
  document: Document,
  which: 'all' | 'with keys',
): Command[] {
  const tab = activeTab(parts);
  return [
    ...commandsOfTab(parts, document, which),
    ...(tab ? recordCommands(parts, tab, document, which) : []).filter(
      ({ refusal }) => refusal === undefined,
    ),
    ...workspaceCommands(parts),
    ...tabCommands(parts, document),
    ...viewCommands(parts, document),
    helpCommand(parts, document),
    ...(which === 'all'
      ? [...hostCommands(parts, document), ...storageCommands(parts), ...buttonCommands(document)]
      : []),
  ];
}

/** What the menu of the records that a view shows offers, if they are those of the tab in front. */
export function commandsOfRows(parts: WorkbenchParts, view: RecordView, document: Document): Command[] {
  const tab = activeTab(parts);
  if (!tab || recordsOf(parts, tab) !== view) return [];
  return recordCommands(parts, tab, document, 'all').filter(({ row }) => row !== undefined);
}

/** It lists what is possible, of which it is one. */
function helpCommand(parts: WorkbenchParts, document: Document): Command {
  return {
    id: 'help.keys',
    title: 'Show the keys…',
    group: 'View',
    keys: helpKeys,
    words: 'help shortcuts keyboard hotkeys bindings',
    run: () => {
      const commands = listedCommands(parts, document, 'all');
      const also = [{ keys: paletteKeys, does: 'Find every action, connection and recording' }];
      parts.state.dialogs.setState({ kind: 'keys', groups: keyGroups(commands, also, document) }, true);
    },
  };
}

/** The tab that is in front. */
function activeTab({ state }: WorkbenchParts): Tab | undefined {
  const { tabs, active } = state.tabs.store.getState();
  return tabs.find((tab) => keyOfTab(tab) === active);
}

function commandsOfTab(parts: WorkbenchParts, document: Document, which: 'all' | 'with keys'): Command[] {
  const tab = activeTab(parts);
  if (!tab) return [];
  const group = 'This tab';
  const closing = commandsOnTab(parts, tab, document);
  switch (tab.kind) {
    case 'connection':
      return [
        ...connectionCommands(parts, tab.id, group),
        // None of them has a key, and telling which are possible means writing the connection as a command.
        ...(which === 'all' ? linkCommandsOf(parts.state, tab.id, group) : []),
        previewCommand(parts, tab.id, document),
        ...messageCommands(parts, tab.id, which),
        ...repeatCommands(parts, tab.id),
        ...(which === 'all' ? peerCommands(parts, tab.id) : []),
        ...(which === 'all' ? composerCommands(parts, tab.id) : []),
        ...(which === 'all' ? recordingsOfConnection(parts, tab.id) : []),
        saveCommand(parts, tab),
        ...closing,
      ];
    case 'recording':
      return [...recordingCommands(parts, tab.id), saveCommand(parts, tab), ...closing];
    case 'session':
      return [saveCommand(parts, tab), ...closing];
  }
}

function connectionCommands({ state, actions }: WorkbenchParts, id: ConnectionId, group: string): Command[] {
  const session = newestSessionOf(state.sessions.store.getState().sessions, id);
  const isLive = session !== undefined && !hasEnded(session.phase);
  const endpoint = session?.endpoint ?? state.connections.known(id)?.endpoint;
  return [
    {
      id: 'connection.toggle',
      title: titleOfToggle(endpoint !== undefined && doesListen(endpoint), isLive),
      group,
      keys: toggleKeys,
      acts: true,
      words: isLive ? 'close end terminate abort disconnect stop' : 'open start dial connect listen',
      run: () => actions.toggleConnection(id),
    },
    {
      id: 'connection.rename',
      title: 'Rename this connection',
      group,
      keys: tabKeys.rename,
      run: () => state.tabs.renaming.setState(keyOfTab({ kind: 'connection', id }), true),
    },
    {
      id: 'connection.options',
      title: 'Options of this connection…',
      group,
      words: 'settings preferences configuration TLS certificate proxy headers encoding',
      run: () => state.dialogs.setState({ kind: 'options', connection: id }, true),
    },
    {
      id: 'connection.duplicate',
      title: 'Duplicate this connection',
      group,
      keys: 'Mod+D',
      words: 'copy clone',
      run: () => actions.duplicateConnection(id),
    },
    {
      id: 'connection.delete',
      title: 'Delete this connection…',
      group,
      acts: true,
      words: 'remove',
      run: () => actions.deleteConnection(id),
    },
  ];
}

function titleOfToggle(listens: boolean, isLive: boolean): string {
  if (isLive) return listens ? 'Stop listening' : 'Disconnect';
  return listens ? 'Listen' : 'Connect';
}

/** What templates of a connection can refer to. */
function scopeOf({ connections, environments }: WorkbenchParts['state'], id: ConnectionId): Scope {
  const { folders } = connections.store.getState();
  return environments.scopeWith(foldersAround(connections.known(id)?.folder ?? '', folders));
}

/** Begins with what the person is at: the connection at its address and options, the message everywhere else. */
function previewCommand({ state }: WorkbenchParts, connection: ConnectionId, document: Document): Command {
  return {
    id: 'connection.preview',
    title: 'Show what will be sent',
    group: 'This tab',
    keys: previewKeys,
    words: 'preview resolve variables bytes hex',
    run: () => {
      const isAtConnection = document.activeElement?.closest('[data-pane="address"], .popover') ?? null;
      const part = isAtConnection === null ? 'message' : 'connection';
      state.dialogs.setState({ kind: 'preview', connection, part }, true);
    },
  };
}

/** The link commands that are possible now. */
function linkCommandsOf(state: WorkbenchParts['state'], id: ConnectionId, group: string): Command[] {
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
