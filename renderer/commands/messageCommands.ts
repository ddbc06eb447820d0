import type { Command, Listed } from './command.ts';
import type { ConnectionId } from '../../shared/model/ids.ts';
import type { SavedMessage } from '../../shared/model/savedMessage.ts';
import { groupsOf, sendMessage } from '../state/window/openMessage.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';
import { digitKeys, type Keys } from '../ui/keys.ts';

/** The first nine have a key each. */
const mostKeys = 9;

/** The keys that send the message at a place of the whole list; null from the tenth on. */
export function keysOfMessage(place: number): Keys | null {
  return place < mostKeys ? digitKeys(place + 1) : null;
}

/** Sends each of the messages of a connection, or only those that have keys. */
export function messageCommands(parts: WorkbenchParts, connection: ConnectionId, which: Listed): Command[] {
  return groupsOf(parts, connection)
    .flatMap(({ messages }) => messages)
    .slice(0, which === 'all' ? undefined : mostKeys)
    .map((message, place) => sendCommand(parts, connection, message, keysOfMessage(place)));
}

function sendCommand(
  parts: WorkbenchParts,
  connection: ConnectionId,
  { id, name }: SavedMessage,
  keys: Keys | null,
): Command {
  return {
    id: `message.send.${id}`,
    title: `Send ${name}`,
    group: 'Messages',
    ...(keys !== null && { keys }),
    acts: true,
    run: () => parts.state.toasts.run(() => sendMessage(parts, connection, id)),
  };
}
