import type { StoreApi } from 'zustand/vanilla';
import { Owner, toDisposable, type Disposable } from '../../../shared/base/lifecycle.ts';
import { largestShownSessions } from '../../../shared/contract/contract.ts';
import type { SessionId } from '../../../shared/model/ids.ts';
import type { WirebenchClient } from '../base/client.ts';
import type { SessionsState } from '../sessions/sessions.ts';
import { sessionOfTab } from './sessionOfTab.ts';
import type { TabsState } from './tabs.ts';

interface ShownSessionsParts {
  readonly sessions: StoreApi<SessionsState>;
  readonly tabs: StoreApi<TabsState>;
  /** The sessions of replays whose results are kept. */
  readonly replayed: StoreApi<readonly SessionId[]>;
}

/** Tells the engine which sessions this window shows, in any of its tabs: ended ones that no window shows are forgotten. */
export function tellShownSessions(client: WirebenchClient, parts: ShownSessionsParts): Disposable {
  const { sessions, tabs, replayed } = parts;
  const owner = new Owner();
  let told: readonly SessionId[] = [];
  let telling: Disposable | undefined;
  const look = (): void => {
    const shown = shownIn(sessions.getState(), tabs.getState(), replayed.getState());
    if (shown.length === told.length && shown.every((id, place) => id === told[place])) return;
    told = shown;
    const before = telling;
    // First the new subscription, so that sessions shown all along are never released.
    telling = client.subscribe('sessions.show', { sessions: [...shown] }, () => undefined);
    before?.dispose();
  };
  for (const store of [sessions, tabs]) owner.add(toDisposable(store.subscribe(look)));
  owner.add(toDisposable(replayed.subscribe(look)));
  owner.add(toDisposable(() => telling?.dispose()));
  look();
  return owner;
}

function shownIn(
  { sessions }: SessionsState,
  { tabs }: TabsState,
  replayed: readonly SessionId[],
): readonly SessionId[] {
  const wanted = new Set<SessionId>(replayed);
  for (const tab of tabs) {
    // The tab of a recording has its file when the session is gone.
    const session = sessionOfTab(tab, sessions, []);
    if (session) wanted.add(session.id);
  }
  return sessions
    .filter(({ id }) => wanted.has(id))
    .map(({ id }) => id)
    .slice(-largestShownSessions);
}
