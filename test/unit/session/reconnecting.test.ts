import { describe, expect, it } from 'vitest';
import type { LinkPayload } from '../../../electron/engine/link/link.ts';
import { connectingFacts as connecting, tlsFacts as tls } from '../../support/sampleFacts.ts';
import { StagedLink, stageSession, type SessionStage } from '../../support/sessionStage.ts';

const bytes = new TextEncoder().encode('hello');

const client = (reconnect: object = {}): object => ({
  kind: 'tcp-client',
  address: 'tcp://127.0.0.1:9',
  reconnect: { enabled: true, attempts: 3, firstDelayMs: 100, longestDelayMs: 250, ...reconnect },
});

function facing(stage: SessionStage): unknown {
  const { phase, reason, retry, problem } = stage.session.info.value;
  return { phase, reason, retry: retry?.attempt ?? null, code: problem?.code ?? null };
}

describe('a client that connects again', () => {
  it('waits longer each time, says so, and gives up after as many attempts as it may have', async () => {
    const stage = await stageSession(client());
    const delays: number[] = [];
    for (const attempt of [1, 2, 3]) {
      stage.last().fails('Nothing listens there.', { code: 'ECONNREFUSED' });
      expect(facing(stage)).toEqual({
        phase: 'waiting',
        reason: 'Nothing listens there.',
        retry: attempt,
        code: 'ECONNREFUSED',
      });
      delays.push(...stage.waits());
      stage.wake();
      expect(facing(stage)).toEqual({ phase: 'connecting', reason: null, retry: attempt, code: null });
    }
    expect(delays).toEqual([100, 200, 250]);
    stage.last().fails();
    await stage.session.ended;
    expect(stage.session.info.value).toMatchObject({
      phase: 'failed',
      reason: 'Nothing listens there. Gave up after 3 more attempts in a row.',
      retry: null,
    });
    expect(stage.waits()).toEqual([]);
    expect(stage.story().slice(0, 4)).toEqual([
      'failed: Nothing listens there.',
      'waiting: Trying again in 0.1 s (attempt 1 of 3).',
      'failed: Nothing listens there.',
      'waiting: Trying again in 0.2 s (attempt 2 of 3).',
    ]);
  });

  it('begins to count anew when it was open and of use, with a peer for each link', async () => {
    const stage = await stageSession(client());
    stage.last().fails();
    stage.wake();
    const sink = stage.last().opens();
    sink.payload({ kind: 'data', direction: 'in', bytes, atUs: 12, note: null });
    // It waited 100 ms for this link.
    sink.closed({ clean: true, reason: 'The other side closed.' }, 100_011);
    stage.last().closes();
    expect(stage.session.info.value).toMatchObject({
      phase: 'waiting',
      problem: null,
      retry: { attempt: 1 },
    });
    expect(stage.waits()).toEqual([100]);
    stage.wake();
    stage.last().opens();
    expect(stage.session.info.value).toMatchObject({ phase: 'open', retry: null, openPeers: 1 });
    expect(stage.session.peers().peers.map(({ id, state }) => `${id} ${state}`)).toEqual([
      '2 open',
      '1 closed',
    ]);
    expect(stage.story().filter((line) => line.startsWith('closed'))).toEqual([
      'closed: The other side closed.',
    ]);
  });

  it('begins to count anew after a silent link that lasted longer than the longest wait', async () => {
    const stage = await stageSession(client());
    for (const [lastedMs, attempt] of [
      [250, 1],
      [250, 2],
      [251, 1],
    ] as const) {
      stage
        .last()
        .opens()
        .closed({ clean: true, reason: 'Closed.' }, 10 + lastedMs * 1000);
      stage.last().closes();
      expect(stage.session.info.value.retry?.attempt).toBe(attempt);
      stage.wake();
    }
  });

  it('begins to count anew after a link that was served for 5 seconds, however long it waited for it', async () => {
    const stage = await stageSession(client({ firstDelayMs: 60_000, longestDelayMs: 3_600_000 }));
    for (const [lastedMs, attempt] of [
      [60_001, 1],
      [5000, 2],
      [5001, 1],
    ] as const) {
      const sink = stage.last().opens();
      sink.payload({ kind: 'data', direction: 'in', bytes, atUs: 12, note: null });
      sink.closed({ clean: true, reason: 'Closed.' }, 10 + lastedMs * 1000);
      stage.last().closes();
      expect(stage.session.info.value.retry?.attempt).toBe(attempt);
      stage.wake();
    }
  });

  it.each<[string, object, readonly Omit<LinkPayload, 'bytes' | 'atUs' | 'note'>[], lastedUs?: number]>([
    ['as soon as it is there', client(), []],
    ['after a word of refusal', client(), [{ kind: 'data', direction: 'in' }]],
    ['after a word of refusal and a moment', client(), [{ kind: 'data', direction: 'in' }], 100_000],
    [
      'with a frame that breaks the protocol',
      { ...client(), kind: 'ws-client', address: 'ws://x:1' },
      [
        {
          kind: 'data',
          direction: 'in',
          detail: { what: 'frame', wholeBytes: bytes.length, isWhole: true },
        },
      ],
      240_000,
    ],
    ['whatever we sent', client(), [{ kind: 'data', direction: 'out' }]],
    [
      'with a close of WebSocket',
      { ...client(), kind: 'ws-client', address: 'ws://x:1' },
      [{ kind: 'close', direction: 'in' }],
    ],
  ])('gives up on a service that ends each link %s', async (_how, definition, payloads, lastedUs = 5) => {
    const stage = await stageSession(definition);
    for (const attempt of [1, 2, 3, null]) {
      const sink = stage.last().opens();
      for (const payload of payloads) sink.payload({ ...payload, bytes, atUs: 12, note: null });
      sink.closed({ clean: false, reason: 'It was closed.' }, 10 + lastedUs);
      stage.last().fails('It was closed.');
      expect(stage.session.info.value.retry?.attempt ?? null).toBe(attempt);
      stage.wake();
    }
    await stage.session.ended;
    expect(stage.session.info.value.reason).toBe('It was closed. Gave up after 3 more attempts in a row.');
    expect(stage.attempts).toHaveLength(4);
  });

  it('does not count a link as open that never got over its dialogue to TLS', async () => {
    const stage = await stageSession({ ...client(), startTls: 'smtp' });
    for (const attempt of [1, 2]) {
      const sink = stage.last().opens(new StagedLink(), { isReady: false });
      sink.payload({ kind: 'data', direction: 'in', bytes, atUs: 12, note: null });
      expect(stage.session.info.value.phase).toBe('connecting');
      await expect(stage.session.send('all', 'data', bytes)).rejects.toMatchObject({ code: 'WRONG_STATE' });
      sink.closed({ clean: false, reason: 'It has no STARTTLS.' }, 15);
      stage.last().fails('It has no STARTTLS.');
      expect(stage.session.info.value.retry?.attempt).toBe(attempt);
      stage.wake();
    }
    stage.last().opens(new StagedLink(), { isReady: false }).secured(tls, 16);
    expect(stage.session.info.value).toMatchObject({
      phase: 'open',
      retry: null,
      tls: { version: 'TLSv1.3', verification: 'verified' },
    });
    expect(stage.story().at(-1)).toBe('secured: TLSv1.3, TLS_AES_256_GCM_SHA384, verified certificate');
  });

  it('refuses what is to be sent meanwhile', async () => {
    const stage = await stageSession(client());
    stage.last().fails();
    await expect(stage.session.send('all', 'data', bytes)).rejects.toMatchObject({
      code: 'WRONG_STATE',
      message: expect.stringContaining('is waiting to reconnect, so nothing was sent'),
    });
  });

  it('refuses what waited for the disk when the link went', async () => {
    const stage = await stageSession({ ...client(), whenDiskFails: 'pause' });
    stage.last().opens().closed({ clean: false, reason: 'Reset.' }, 15);
    stage.last().fails('Reset.');
    stage.wake();
    const link = new StagedLink();
    const sink = stage.last().opens(link);
    stage.file.filled();
    const sending = stage.session.send('all', 'data', bytes);
    sink.closed({ clean: false, reason: 'Reset.' }, 16);
    stage.last().fails('Reset.');
    stage.file.drained();
    await expect(sending).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect(link.done).toEqual(['pause']);
  });

  it('holds the new link as well while the file cannot be written', async () => {
    const stage = await stageSession({ ...client(), whenDiskFails: 'pause' });
    stage.file.held('The disk is full.', 'It is full.');
    stage.last().fails();
    stage.wake();
    const link = new StagedLink();
    stage.last().opens(link);
    expect(link.done).toEqual(['pause']);
    expect(stage.session.info.value.recording.state).toBe('held');
    stage.file.recovered();
    expect(link.done).toEqual(['pause', 'resume']);
  });

  it('connects at once when a person wants it to', async () => {
    const stage = await stageSession(client());
    await expect(stage.session.act('retryNow', {})).rejects.toThrow('not waiting');
    stage.last().fails();
    await stage.session.act('retryNow', {});
    expect(stage.attempts).toHaveLength(2);
    expect(stage.waits()).toEqual([]);
    expect(stage.session.info.value.phase).toBe('connecting');
  });

  it('ends at once when it is closed while it waits', async () => {
    const stage = await stageSession(client());
    stage.last().fails();
    await stage.session.close();
    expect(stage.session.info.value).toMatchObject({
      phase: 'closed',
      reason: 'Disconnected while waiting to reconnect.',
      retry: null,
    });
    expect(stage.waits()).toEqual([]);
    expect(stage.attempts).toHaveLength(1);
  });

  it.each<[string, (stage: SessionStage) => void, string]>([
    ['cancels it', ({ session }) => void session.close(), 'closed'],
    ['disconnects it', ({ session }) => void session.act('disconnect', { to: 'all' }), 'closed'],
    ['resets it', ({ session }) => void session.act('reset', { to: 1 }), 'closed'],
    ['ends its side', ({ session }) => void session.act('end', { to: 'all' }), 'failed'],
  ])('does not when a person %s', async (_what, act, phase) => {
    const stage = await stageSession(client());
    const sink = stage.last().opens();
    act(stage);
    sink.closed({ clean: false, reason: 'Reset.' }, 15);
    stage.last().fails('Reset.');
    await stage.session.ended;
    expect(stage.session.info.value.phase).toBe(phase);
    expect(stage.attempts).toHaveLength(1);
    expect(stage.waits()).toEqual([]);
  });

  it('does not where its options are wrong', async () => {
    const stage = await stageSession(client());
    stage.last().fails('This is no key.', { field: 'tls.key' });
    await stage.session.ended;
    expect(stage.session.info.value).toMatchObject({
      phase: 'failed',
      reason: 'This is no key.',
      problem: { code: null, field: 'tls.key' },
    });
    expect(stage.attempts).toHaveLength(1);
  });

  it('shows the facts of the latest attempt, and keeps those of each link with its peer', async () => {
    const stage = await stageSession(client());
    stage.last().sink.progressed({ ...connecting, proxy: 'socks5://127.0.0.1:1080' });
    expect(stage.session.info.value.proxy).toBe('socks5://127.0.0.1:1080');
    const sink = stage.last().opens();
    sink.secured(tls, 15);
    sink.closed({ clean: true, reason: 'Closed.' }, 16);
    stage.last().closes();
    stage.wake();
    stage.last().sink.progressed({ ...connecting, startedAt: 99 });
    expect(stage.session.facts(null).value).toMatchObject({ startedAt: 99, tls: null });
    expect(stage.session.facts(1).value).toMatchObject({
      remote: '127.0.0.1:2',
      tls: { version: 'TLSv1.3' },
    });
    expect(() => stage.session.facts(2)).toThrow('There is no peer 2');
    expect(stage.facts()).toMatchObject({ startedAt: 99 });
  });
});
