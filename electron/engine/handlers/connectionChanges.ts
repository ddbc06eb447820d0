import { isDeepStrictEqual } from 'node:util';
import type { Cell } from '../../../shared/base/signal.ts';
import type { ConnectionChanges } from '../../../shared/contract/connections.ts';
import type { SavedConnection } from '../../../shared/model/connection.ts';
import type { ConnectionFiles, ConnectionList } from '../workspace/connectionFiles.ts';

/** 100 connections: a window reads them in a few milliseconds. */
const mostAtOnce = 100;

/** The connections for a window. They are read as soon as somebody asks. */
export function listConnections(
  connections: Pick<ConnectionFiles, 'list' | 'whenRead'>,
  signal: AbortSignal,
): AsyncIterable<ConnectionChanges> {
  void connections.whenRead();
  return connectionChanges(connections.list, signal);
}

/** What a reader of the list has to be told, in pieces: first everything, then what has changed since it was told last. */
export async function* connectionChanges(
  list: Cell<ConnectionList>,
  signal: AbortSignal,
): AsyncGenerator<ConnectionChanges, void, undefined> {
  let told: ReadonlyMap<string, SavedConnection> = new Map();
  let folders: ConnectionList['folders'] | null = null;
  let problems: ConnectionList['problems'] | null = null;
  let isFirst = true;
  for await (const state of list.changes(signal)) {
    const connections = state.connections.filter((each) => told.get(each.id) !== each);
    const now = new Map(state.connections.map((each) => [each.id, each]));
    const gone = [...told.values()].filter(({ id }) => !now.has(id)).map(({ id }) => id);
    for (let at = 0; at === 0 || at < connections.length; at += mostAtOnce) {
      const isLast = at + mostAtOnce >= connections.length;
      yield {
        isFirst,
        isWhole: isLast,
        isLoaded: state.isWhole,
        hasUnread: state.unread !== null,
        connections: connections.slice(at, at + mostAtOnce),
        gone: at === 0 ? gone : [],
        // With the first piece, since nothing is shown before its folder is.
        folders: state.folders === folders || at > 0 ? null : [...state.folders],
        problems: !isLast || isDeepStrictEqual(state.problems, problems) ? null : [...state.problems],
      };
      isFirst = false;
    }
    told = now;
    folders = state.folders;
    problems = state.problems;
  }
}
