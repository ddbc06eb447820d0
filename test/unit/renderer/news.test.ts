import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { followNews, type News, type ReplayEnd } from '../../../renderer/state/window/news.ts';
import type { SessionsState } from '../../../renderer/state/sessions/sessions.ts';
import { Emitter } from '../../../shared/base/signal.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
import { connectionIdSchema, recordingIdSchema } from '../../../shared/model/ids.ts';
import type { RepeatProgress } from '../../../shared/model/repeat.ts';
import type { ReplayProgress } from '../../../shared/model/replay.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import { fakeSession } from '../../support/fakeEngine.ts';

const recording = recordingIdSchema.parse('r1');
const server = endpointSchema.parse({ kind: 'tcp-server', address: 'tcp://127.0.0.1:0' });
const repeat: RepeatProgress = {
  ...{ count: null, intervalMs: 10, phase: 'running', sent: 1, missed: 0 },
  ...{ rate: null, spread: null, behind: null, reason: null },
};

/** A window in which sessions are as a test says, and what it told. */
function createWindow(first: readonly SessionInfo[] = []) {
  const sessions = createStore<SessionsState>(() => ({
    ...{ isLoaded: true, sessions: first, opening: new Set<never>(), openProblems: {} },
  }));
  const replayEnds = new Emitter<ReplayEnd>();
  const told: News[] = [];
  const clock = { nowMs: 0 };
  const sources = { sessions, replayEnds, nameOf: () => 'morning', nowMs: () => clock.nowMs };
  const following = followNews(sources, (news) => told.push(news));
  const set = (info: SessionInfo): void => sessions.setState({ sessions: [info] });
  return { set, told, clock, replayEnds, [Symbol.dispose]: () => following.dispose() };
}

describe('news', () => {
  it('are that a server has its first client, once', () => {
    using window = createWindow();
    const info = fakeSession('s1', {
      ...{ name: 'chat', endpoint: server, openPeers: 0, connectionId: connectionIdSchema.parse('c1') },
    });
    window.set(info);
    expect(window.told).toEqual([]);
    for (const openPeers of [1, 2, 0, 1]) window.set({ ...info, openPeers });
    expect(window.told).toEqual([
      {
        title: '“chat” has its first client',
        body: 'What it sends is being recorded.',
        command: 'open.c1',
      },
    ]);
  });

  it('are nothing that was so before, and nothing of what a client does', () => {
    const info = fakeSession('s1', { endpoint: server, openPeers: 1 });
    using window = createWindow([info]);
    window.set({ ...info, openPeers: 0 });
    window.set({ ...info, openPeers: 2 });
    window.set(fakeSession('s2', { openPeers: 1 }));
    expect(window.told).toEqual([]);
  });

  it.each([
    ['done', 10_000, 'The message was sent 1,000 times.'],
    ['failed', 60_000, 'The message was sent 1,000 times. Then it failed.'],
    ['done', 9999, null],
    ['stopped', 60_000, null],
  ] as const)('are how a repetition ended that took long: %s after %i ms', (phase, ms, body) => {
    using window = createWindow();
    const info = fakeSession('s1', { name: 'ping' });
    window.set({ ...info, repeat });
    window.clock.nowMs += ms;
    window.set({ ...info, repeat: { ...repeat, phase, sent: 1000 } });
    window.set({ ...info, repeat: { ...repeat, phase, sent: 1000 } });
    const expected = { title: '“ping”: repeating has ended', body, command: 'open.r-s1' };
    expect(window.told).toEqual(body === null ? [] : [expected]);
  });

  it.each([
    ['done', 12_000, '3 of 4 replies matched.'],
    ['failed', 12_000, 'It failed before its end. 3 of 4 replies matched.'],
    ['done', 5000, null],
  ] as const)('are how a replay ended that took long: %s after %i ms', (phase, tookMs, body) => {
    using window = createWindow();
    const progress = { phase, matched: 3, mismatched: 1, missing: 0, toReceive: 4 } as ReplayProgress;
    window.replayEnds.emit({ recording, progress, tookMs });
    const expected = { title: 'The replay of “morning” has ended', body, command: 'open.r1' };
    expect(window.told).toEqual(body === null ? [] : [expected]);
  });
});
