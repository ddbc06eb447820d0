import { afterEach, describe, expect, it } from 'vitest';
import { newEndpoint } from '../../../renderer/state/workspace/endpoints.ts';
import {
  connectedPeersOf,
  createSessionStore,
  newestSessionOf,
  statusOf,
  type SessionStore,
} from '../../../renderer/state/sessions/sessions.ts';
import { endpointKinds, factsOf } from '../../../shared/model/endpointKinds.ts';
import { WirebenchError } from '../../../shared/base/errors.ts';
import { createFakeEngine, fakeConnection, fakeSession, type FakeEngine } from '../../support/fakeEngine.ts';
import { until } from '../../support/until.ts';

const { id: connectionId } = fakeConnection('c1');
const nextFrame = (): Promise<void> => Promise.resolve();
let engine: FakeEngine;
let sessions: SessionStore;

function open(given: Parameters<typeof createFakeEngine>[0]): void {
  engine = createFakeEngine(given);
  sessions = createSessionStore(engine.client, { nextFrame });
}

afterEach(() => {
  sessions.dispose();
  engine[Symbol.dispose]();
});

describe('opening a connection', () => {
  it('shows its new session at once, and puts the ended ones away', async () => {
    open({
      'sessions.open': () => fakeSession('s2', { connectionId, phase: 'connecting' }),
      'sessions.release': ({ session }) => {
        engine.sessions.update((all) => all.filter(({ id }) => id !== session));
        return {};
      },
    });
    const other = fakeSession('s0', { phase: 'closed' });
    engine.sessions.set([other, fakeSession('s1', { connectionId, phase: 'failed' })]);
    await until(() => sessions.store.getState().sessions.length === 2);
    await sessions.open(connectionId);
    expect(newestSessionOf(sessions.store.getState().sessions, connectionId)?.id).toBe('s2');
    expect(engine.asked.map(({ name }) => name)).toEqual(['sessions.open', 'sessions.release']);
    expect(engine.asked[1]?.input).toEqual({ session: 's1' });
  });

  it('says why nothing could be opened, until it is tried again', async () => {
    let fails = true;
    open({
      'sessions.open': () => {
        if (fails) throw new WirebenchError('LIMIT', 'Too many files are open. Close some connections.');
        return fakeSession('s1', { connectionId });
      },
    });
    await sessions.open(connectionId);
    expect(sessions.store.getState().openProblems[connectionId]).toBe(
      'Too many files are open. Close some connections.',
    );
    fails = false;
    await sessions.open(connectionId);
    expect(sessions.store.getState().openProblems).toEqual({});
  });

  it('is asked for once, however often the key is pressed', async () => {
    open({ 'sessions.open': () => fakeSession('s1', { connectionId }) });
    await Promise.all([sessions.open(connectionId), sessions.open(connectionId)]);
    expect(engine.asked).toHaveLength(1);
    expect(sessions.store.getState().opening.size).toBe(0);
  });
});

describe('the tab of a connection', () => {
  it.each(endpointKinds)('of a %s counts who is connected to it, if it is a server that is open', (kind) => {
    const endpoint = newEndpoint(kind, factsOf(kind).exampleAddress);
    const listening = fakeSession('s', { endpoint, phase: 'open', openPeers: 3 });
    expect(connectedPeersOf(listening)).toBe(kind.endsWith('-server') ? 3 : 0);
    expect(connectedPeersOf({ ...listening, phase: 'closed' })).toBe(0);
    expect(connectedPeersOf(undefined)).toBe(0);
  });
});

describe('the dot of a connection', () => {
  it.each([
    ['connecting', 'connecting'],
    ['open', 'open'],
    ['waiting', 'waiting'],
    ['closing', 'closing'],
    ['closed', 'idle'],
    ['failed', 'failed'],
  ] as const)('of a %s session is %s', (phase, standing) => {
    open({});
    expect(statusOf(fakeSession('s', { phase }), true)).toBe(standing);
    expect(statusOf(undefined, true)).toBe('idle');
  });

  it('is unknown of what ran when the engine was lost', () => {
    expect(statusOf(fakeSession('s', { phase: 'open' }), false)).toBe('unknown');
    expect(statusOf(fakeSession('s', { phase: 'failed' }), false)).toBe('failed');
  });
});
