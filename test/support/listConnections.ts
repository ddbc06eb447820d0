import { noConnections, withChanges } from '../../renderer/state/workspace/connectionChanges.ts';
import type { WirebenchClient } from '../../renderer/state/base/client.ts';
import type { SavedConnection } from '../../shared/model/connection.ts';

/** Calls back with all saved connections whenever the list has changed. */
export function followConnections(
  client: WirebenchClient,
  listed: (connections: readonly SavedConnection[]) => void,
): void {
  let known = noConnections;
  client.subscribe('connections.list', {}, (changes) => {
    known = withChanges(known, changes);
    if (changes.isWhole) listed([...known.connections.values()]);
  });
}
