import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, type ReplayBench } from '../../support/replayBench.ts';
import { benchOfReplays } from '../../support/sharedBench.ts';
import { tcpService, type TcpService } from '../../support/tcpService.ts';
import { until } from '../../support/until.ts';

const replayBench = benchOfReplays();

/** Answers each line with its number of characters, as in `+5\r\n`. */
function counting(line: string): string {
  return `+${line.trimEnd().length}\r\n`;
}

/** A recording of three questions and their answers, 12 bytes. */
async function recordThree(bench: ReplayBench): Promise<string> {
  await using service = await tcpService((text, socket) => socket.write(counting(text)));
  // Awaited here: the service ends when this returns.
  return await bench.record({ kind: 'tcp-client', address: service.url }, async (session) => {
    await ask(session, 'a\r\n', 4);
    await ask(session, 'bb\r\n', 8);
    await ask(session, 'ccc\r\n', 12);
  });
}

describe('a replay over TCP', () => {
  let bench: ReplayBench;
  let path: string;

  beforeAll(async () => {
    bench = replayBench();
    path = await recordThree(bench);
  });

  it.each(['original', 'fast', 'wait'] as const)(
    'to an equal server matches everything (%s)',
    async (timing) => {
      await using service = await tcpService((text, socket) => {
        // Sent fast, several lines may come in one chunk.
        for (const line of text.match(/.*\r\n/g) ?? []) socket.write(counting(line));
      });
      const result = await bench.replay(path, { to: service.url, timing });
      expect(result).toMatchObject({
        phase: 'done',
        reason: null,
        sent: 3,
        toSend: 3,
        matched: 3,
        mismatched: 0,
        missing: 0,
        toReceive: 3,
        extra: 0,
      });
      expect(service.received()).toBe('a\r\nbb\r\nccc\r\n');
      const { info } = bench.sessions.get(result.session);
      expect(info.value).toMatchObject({ phase: 'closed', payloadsOut: 3, name: 'Replay of Test' });
    },
  );

  it('cut into other chunks matches just the same', async () => {
    await using service = await tcpService((text, socket) => {
      socket.setNoDelay(true);
      const [first = '', ...rest] = counting(text);
      socket.write(first);
      setImmediate(() => socket.write(rest.join('')));
    });
    const result = await bench.replay(path, { to: service.url, timing: 'wait' });
    expect(result).toMatchObject({ phase: 'done', matched: 3 });
  });

  it.each([
    ['longer', '+2 and more\r\n', 9],
    ['shorter', '+\r\n', 0],
  ])('to a service with one %s answer finds only that one different', async (_name, answer, extra) => {
    await using service = await tcpService((text, socket) =>
      socket.write(text === 'bb\r\n' ? answer : counting(text)),
    );
    const result = await bench.replay(path, { to: service.url, timing: 'wait', replyTimeoutMs: 100 });
    expect(result).toMatchObject({ phase: 'done', sent: 3, matched: 2, mismatched: 1, missing: 0, extra });
    expect(result.rows.map(({ outcome }) => outcome)).toEqual(['matched', 'mismatched', 'matched']);
  });

  it('does not take the surplus of one answer for the next, and sends only after that', async () => {
    let pending = 0;
    let heardEarly = 0;
    await using service = await tcpService((text, socket) => {
      if (pending > 0) heardEarly += 1;
      if (text === 'a\r\n') {
        socket.write('+1 and much more than was recorded\r\n');
        return;
      }
      pending += 1;
      // Time enough for a client that does not wait to send the next message.
      setTimeout(() => {
        pending -= 1;
        socket.write(counting(text));
      }, 30);
    });
    const result = await bench.replay(path, { to: service.url, timing: 'wait' });
    expect(result).toMatchObject({ phase: 'done', matched: 2, mismatched: 1, missing: 0 });
    expect(heardEarly).toBe(0);
  });

  it('names the first byte that differs', async () => {
    await using service = await tcpService((text, socket) => socket.write(counting(text).replace('2', 'X')));
    const result = await bench.replay(path, { to: service.url, timing: 'wait' });
    expect(result).toMatchObject({ phase: 'done', matched: 2, mismatched: 1, missing: 0 });
    expect(result.rows.map(({ outcome, differsAt }) => [outcome, differsAt])).toEqual([
      ['matched', null],
      ['mismatched', 1],
      ['matched', null],
    ]);
    const [first] = result.rows;
    const recorded = await (await bench.store.open(path)).rows({ from: first?.recordedSeq ?? 0, count: 1 });
    expect(recorded.rows[0]).toMatchObject({ direction: 'in', size: 4 });
    const replayed = await bench.sessions
      .get(result.session)
      .reader.rows({ from: first?.replayedSeq ?? 0, count: 1 });
    expect(replayed.rows[0]).toMatchObject({ direction: 'in', size: 4 });
  });

  it('counts what comes beyond the recorded', async () => {
    await using service = await tcpService((text, socket) => {
      socket.write(counting(text));
      if (text.startsWith('ccc')) socket.write('more');
    });
    const result = await bench.replay(path, { to: service.url, timing: 'wait' });
    expect(result).toMatchObject({ phase: 'done', matched: 3, extra: 4 });
  });

  it('misses what a server that breaks off did not say, and says how far it came', async () => {
    await using service = await tcpService((text, socket) => {
      if (text.startsWith('bb')) socket.resetAndDestroy();
      else socket.write(counting(text));
    });
    const result = await bench.replay(path, { to: service.url, timing: 'wait' });
    expect(result).toMatchObject({ phase: 'failed', matched: 1, mismatched: 0, missing: 2, sent: 2 });
    expect(result.reason).toMatch(/^The connection ended after 2 of 3 messages\. ./);
  });

  it('is done when everything was sent and the server ends then', async () => {
    await using service = await tcpService((text, socket) => {
      if (text.startsWith('ccc')) socket.end('+');
      else socket.write(counting(text));
    });
    const result = await bench.replay(path, { to: service.url, timing: 'wait' });
    expect(result).toMatchObject({
      phase: 'done',
      matched: 2,
      mismatched: 1,
      reason: 'The other side ended the connection before all replies had come.',
    });
    expect(result.rows[2]).toMatchObject({ outcome: 'mismatched', differsAt: 1 });
  });

  it('goes on after a reply that does not come, and does not wait for it twice', async () => {
    await using service = await tcpService((text, socket) => {
      if (!text.startsWith('a')) socket.write(counting(text));
    });
    const result = await bench.replay(path, { to: service.url, timing: 'wait', replyTimeoutMs: 100 });
    expect(result).toMatchObject({ phase: 'done', sent: 3, missing: 1, matched: 2 });
    expect(result.reason).toBe(
      'A reply was incomplete and nothing more came for 0.1 s, so the replay continued without it.',
    );
  });

  it('fails with the reason of the connection when there is none', async () => {
    const gone = await tcpService(() => undefined);
    await gone[Symbol.asyncDispose]();
    const result = await bench.replay(path, { to: gone.url, timing: 'fast' });
    expect(result).toMatchObject({ phase: 'failed', sent: 0, matched: 0, missing: 3 });
    expect(result.reason).toBe(bench.sessions.get(result.session).info.value.reason);
    expect(result.rows.map(({ outcome }) => outcome)).toEqual(['missing', 'missing', 'missing']);
  });

  it('is refused for an address that does not fit', async () => {
    await expect(bench.start(path, { to: 'ws://127.0.0.1:1/', timing: 'fast' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
    await expect(
      bench.start(path, { to: 'tcp://127.0.0.1:1', timing: 'fast', peer: 7 }),
    ).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: 'Our side sent nothing to peer 7 in this recording, so there is nothing to replay.',
    });
  });
});

describe('a replay that is held', () => {
  let bench: ReplayBench;
  let service: TcpService;

  beforeAll(async () => {
    bench = replayBench();
    service = await tcpService((text, socket) => socket.write(counting(text)));
  });

  afterAll(() => service[Symbol.asyncDispose]());

  it('sends nothing until it goes on', async () => {
    const path = await recordThree(bench);
    let pause = (): void => undefined;
    await using pausing = await tcpService((text, socket) => {
      // Before the reply, so that the next message cannot be on its way.
      pause();
      socket.write(counting(text));
    });
    const replay = await bench.start(path, { to: pausing.url, timing: 'wait' });
    pause = () => {
      replay.pause();
      pause = () => undefined;
    };
    await until(() => replay.progress.value.phase === 'paused' && replay.progress.value.matched === 1);
    expect(pausing.received()).toBe('a\r\n');
    replay.resume();
    await replay.ended;
    expect(replay.progress.value).toMatchObject({ phase: 'done', matched: 3 });
    expect(() => replay.pause()).toThrow('This replay is over.');
    expect(() => replay.resume()).toThrow('This replay is over.');
    await replay.stop();
  });

  it('is stopped at once, however long it would have waited, and the rest is missing', async () => {
    const path = await recordThree(bench);
    await using silent = await tcpService(() => undefined);
    const replay = await bench.start(path, { to: silent.url, timing: 'wait', replyTimeoutMs: 600_000 });
    await until(() => silent.received() === 'a\r\n');
    await replay.stop();
    expect(replay.progress.value).toMatchObject({
      phase: 'stopped',
      reason: 'The replay was stopped after 1 of 3 messages.',
      missing: 3,
    });
    expect(bench.sessions.get(replay.progress.value.session).info.value.phase).toBe('closed');
    expect(bench.replays.get(replay.id)).toBe(replay);
  });
});

describe('the timing of a replay', () => {
  it('is the recorded one, or faster by the speed, or as fast as replies come', async () => {
    const bench = replayBench();
    await using service = await tcpService((text, socket) => socket.write(counting(text)));
    const pauseMs = 400;
    const path = await bench.record({ kind: 'tcp-client', address: service.url }, async (session) => {
      await ask(session, 'a\r\n', 4);
      const { startedAt } = session.info.value;
      const clockStart = Date.now();
      await until(() => Date.now() - clockStart >= pauseMs);
      expect(startedAt).toBeGreaterThan(0);
      await ask(session, 'b\r\n', 8);
    });
    /** When the second message left, as the replay's own recording has it: a busy machine may have sent the first one late. */
    const secondAfterMs = async (timing: 'original' | 'wait', speed: number): Promise<number> => {
      const result = await bench.replay(path, { to: service.url, timing, speed });
      expect(result).toMatchObject({ phase: 'done', matched: 2 });
      const { reader, info } = bench.sessions.get(result.session);
      const { rows } = await reader.rows({ from: 1, count: 100 });
      const second = rows.filter(({ direction }) => direction === 'out')[1];
      return ((second?.at ?? 0) - (info.value.openedAt ?? 0)) / 1000;
    };
    const [original, doubled, waiting] = [
      await secondAfterMs('original', 1),
      await secondAfterMs('original', 2),
      await secondAfterMs('wait', 1),
    ];
    expect(original).toBeGreaterThanOrEqual(pauseMs - 2);
    expect(doubled).toBeGreaterThanOrEqual(pauseMs / 2 - 2);
    expect(doubled).toBeLessThan(original);
    expect(waiting).toBeLessThan(doubled);
  });
});

describe('a replay of something large', () => {
  it('sends a message of several MiB whole, and compares what comes back', async () => {
    const bench = replayBench();
    await using echo = await tcpService((text, socket) => socket.write(text, 'latin1'));
    const size = 3 * 1024 * 1024 + 17;
    const bytes = Uint8Array.from({ length: size }, (_, at) => (at * 7) % 256);
    const path = await bench.record({ kind: 'tcp-client', address: echo.url }, async (session) => {
      await session.send('all', 'data', bytes);
      await until(() => session.info.value.bytesIn === size);
    });
    const result = await bench.replay(path, { to: echo.url, timing: 'fast' });
    expect(result).toMatchObject({ phase: 'done', sent: 1, mismatched: 0, missing: 0, extra: 0 });
    expect(result.matched).toBe(result.toReceive);
  });

  it('keeps up with thousands of messages', async () => {
    const bench = replayBench();
    await using echo = await tcpService((text, socket) => socket.write(text, 'latin1'));
    const path = await bench.record({ kind: 'tcp-client', address: echo.url }, async (session) => {
      for (let index = 0; index < 3000; index += 1) {
        await session.send('all', 'data', new TextEncoder().encode(`message ${index}\n`));
      }
      await until(() => session.info.value.bytesIn === session.info.value.bytesOut);
    });
    const result = await bench.replay(path, { to: echo.url, timing: 'wait' });
    expect(result).toMatchObject({ phase: 'done', sent: 3000, mismatched: 0, missing: 0 });
  });
});
