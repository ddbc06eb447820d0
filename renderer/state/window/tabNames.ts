import type { SavedConnection } from '../../../shared/model/connection.ts';
import { folderName } from '../../../shared/model/connectionFolder.ts';
import { factsOf } from '../../../shared/model/endpointKinds.ts';
import { formatStart, formatStartInFull } from '../base/startTime.ts';
import { shortAddress } from '../workspace/endpoints.ts';
import type { TabContents } from './tabContents.ts';
import type { Tab } from './tabs.ts';
import type { Named } from './tellApart.ts';

/** The name of what a tab shows, and what tells it from others of that name; empty where it is not known. */
export function nameOfTab({ connections, sessions, recordings }: TabContents, tab: Tab, now: Date): Named {
  switch (tab.kind) {
    case 'connection': {
      const connection = connections.known(tab.id);
      if (connection) return { name: connection.name, facts: factsOfConnection(connection) };
      return { name: connections.store.getState().hasUnread ? 'Unreadable' : '', facts: [] };
    }
    case 'recording':
      return begun(recordings.get(tab.id), now);
    case 'session':
      return begun(
        sessions.store.getState().sessions.find(({ id }) => id === tab.id),
        now,
      );
  }
}

function factsOfConnection({ folder, endpoint }: SavedConnection): string[] {
  const facts = [factsOf(endpoint.kind).name, folderName(folder), folder, shortAddress(endpoint)];
  return facts.filter((fact) => fact !== '');
}

/** In short where that tells it apart. */
function begun(shown: { readonly name: string; readonly startedAt: number } | undefined, now: Date): Named {
  if (!shown) return { name: '', facts: [] };
  const { name, startedAt } = shown;
  return { name, facts: [formatStart(startedAt, now), formatStartInFull(startedAt)] };
}
