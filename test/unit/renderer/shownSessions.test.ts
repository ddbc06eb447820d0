import { describe, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { untilAborted } from '../../../shared/base/onAbort.ts';
import { createSessionStore } from '../../../renderer/state/sessions/sessions.ts';
import { tellShownSessions } from '../../../renderer/state/window/shownSessions.ts';
import { createTabStore } from '../../../renderer/state/window/tabs.ts';
import type { SessionId } from '../../../shared/model/ids.ts';
import {
  createFakeEngine,
  createFakeStorage,
  fakeConnection,
  fakeSession,
} from '../../support/fakeEngine.ts';
import { until } from '../../support/until.ts';

const { id: connectionId } = fakeConnection('c1');

describe('what a window says that it shows', () => {
  it('is the newest session of each connection with a tab, sessions with a tab, and those of replays', async () => {
    const showing = new Set<readonly SessionId[]>();
    using engine = createFakeEngine({
      'sessions.show': async function* show({ sessions }, { signal }) {
        showing.add(sessions);
        yield {};
        await untilAborted(signal);
        showing.delete(sessions);
      },
    });
    const shows = async (...ids: string[]): Promise<void> =>
      until(() => JSON.stringify([...showing]) === JSON.stringify(ids.length === 0 ? [] : [ids]));
    engine.sessions.set([
      fakeSession('s1', { connectionId, phase: 'failed' }),
      fakeSession('s2', { connectionId }),
      fakeSession('s3'),
      fakeSession('s4'),
    ]);
    const sessions = createSessionStore(engine.client, { nextFrame: () => Promise.resolve() });
    const tabs = createTabStore(createFakeStorage());
    const replayed = createStore<readonly SessionId[]>(() => []);
    const telling = tellShownSessions(engine.client, {
      sessions: sessions.store,
      tabs: tabs.store,
      replayed,
    });
    await until(() => sessions.store.getState().isLoaded);
    tabs.open({ kind: 'connection', id: connectionId });
    await shows('s2');
    replayed.setState([fakeSession('s3').id], true);
    await shows('s2', 's3');
    tabs.open({ kind: 'session', id: fakeSession('s4').id });
    await shows('s2', 's3', 's4');
    tabs.close(`connection:${connectionId}`);
    await shows('s3', 's4');
    telling.dispose();
    await shows();
    sessions.dispose();
  });
});
