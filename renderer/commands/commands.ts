import type { Command, CommandParts, Listed } from './command.ts';
import type { ConnectionId } from '../../shared/model/ids.ts';
import { doesListen } from '../../shared/model/endpointPlace.ts';
import { hasEnded } from '../../shared/model/session.ts';
import { buttonCommands } from './buttonCommands.ts';
import { hostCommands } from './hostCommands.ts';
import { keyGroups } from './keyHelp.ts';
import { storageCommands } from './storageCommands.ts';
import { listedRecordings, openCommands } from './openCommands.ts';
import { commandsOnTab, tabCommands, tabKeys } from './tabCommands.ts';
import { viewCommands } from './viewCommands.ts';
import { workspaceCommands } from './workspaceCommands.ts';
import { newestSessionOf } from '../state/sessions/sessions.ts';
import { keyOfTab, tabInFront } from '../state/window/tabs.ts';
import type { WindowParts } from '../state/window/workbenchParts.ts';
import type { Keys } from '../ui/keys.ts';

/** The second one is for hands that know it from other programs. */
export const paletteKeys: readonly Keys[] = ['Mod+K', 'Mod+Shift+P', 'Mod+P'];
export const toggleKeys = 'Alt+Enter';
export const previewKeys = 'Alt+P';

export const helpKeys: Keys = 'F1';

/** Every command that is possible now, with its key. The palette lists them. */
export function commandsOf(parts: CommandParts, document: Document): Command[] {
  return [...listedCommands(parts, document, 'all'), ...openCommands(parts, document, listedRecordings)];
}

/** The command with a key for which `isPressed` is true. It is looked up at every key press, so what has no key is not even listed. */
export function commandByKeys(
  parts: CommandParts,
  document: Document,
  isPressed: (keys: string) => boolean,
): Command | undefined {
  return listedCommands(parts, document, 'with keys').find(
    ({ keys, also = [] }) => (keys !== undefined && isPressed(keys)) || also.some(isPressed),
  );
}

/** Every command that is possible now, but for those that open one of a long list. */
export function listedCommands(parts: CommandParts, document: Document, which: Listed): Command[] {
  return [
    ...ownCommands(parts, document),
    ...parts.commandsOfTab(document, which),
    ...workspaceCommands(parts),
    ...tabCommands(parts, document),
    ...viewCommands(parts, document),
    helpCommand(parts, document),
    ...(which === 'all'
      ? [...hostCommands(parts, document), ...storageCommands(parts), ...buttonCommands(document)]
      : []),
  ];
}

/** It lists what is possible, of which it is one. */
function helpCommand(parts: CommandParts, document: Document): Command {
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

/** The commands for the tab in front that are there before what it shows is. */
function ownCommands(parts: WindowParts, document: Document): Command[] {
  const tab = tabInFront(parts.state.tabs.store.getState());
  if (!tab) return [];
  return [
    ...(tab.kind === 'connection'
      ? [...connectionCommands(parts, tab.id, 'This tab'), previewCommand(parts, tab.id, document)]
      : []),
    ...commandsOnTab(parts, tab, document),
  ];
}

function connectionCommands({ state, actions }: WindowParts, id: ConnectionId, group: string): Command[] {
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

/** Begins with what the person is at: the connection at its address and options, the message everywhere else. */
function previewCommand({ state }: WindowParts, connection: ConnectionId, document: Document): Command {
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
