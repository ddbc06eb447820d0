import { describe, expect, it } from 'vitest';
import type { LinkSink } from '../../../electron/engine/link/link.ts';
import type { Echo } from '../../../shared/model/socketOptions.ts';
import { answerLimitMessages, type OutgoingMessage } from '../../../shared/model/sending.ts';
import { StagedLink, stageSession, type SessionStage } from '../../support/sessionStage.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

async function stageServer(kind: 'tcp-server' | 'ws-server', echo: Echo): Promise<SessionStage> {
  const scheme = kind === 'tcp-server' ? 'tcp' : 'ws';
  const stage = await stageSession({ kind, address: `${scheme}://127.0.0.1:0`, echo });
  stage.last().sink.listening({ local: '127.0.0.1:1', url: `${scheme}://127.0.0.1:1` }, 5);
  return stage;
}

function receive(sink: LinkSink, text: string, kind: 'data' | 'text' | 'ping' = 'data'): void {
  sink.payload({ kind, direction: 'in', bytes: bytesOf(text), atUs: 11, note: null });
}

/** A link whose peer takes nothing until the test says so. */
class FullLink extends StagedLink {
  private readonly waiting: (() => void)[] = [];

  override send(message: OutgoingMessage): Promise<void> {
    void super.send(message);
    return new Promise((resolve) => void this.waiting.push(resolve));
  }

  takesAll(): void {
    for (const taken of this.waiting.splice(0)) taken();
  }
}

describe('the echo of a server', () => {
  it('goes to nobody unless it is chosen', async () => {
    const stage = await stageServer('tcp-server', 'off');
    const link = new StagedLink();
    receive(stage.last().opens(link), 'one');
    expect(link.done).toEqual([]);
  });

  it('goes to the sender alone, in the turn in which it came', async () => {
    const stage = await stageServer('tcp-server', 'sender');
    const [one, other] = [new StagedLink(), new StagedLink()];
    const sink = stage.last().opens(one);
    stage.last().opens(other);
    receive(sink, 'hello');
    expect([one.done, other.done]).toEqual([['send hello'], []]);
  });

  it('goes to all clients, the sender included', async () => {
    const stage = await stageServer('ws-server', 'all');
    const links = [new StagedLink(), new StagedLink(), new StagedLink()];
    const [sink] = links.map((link) => stage.last().opens(link));
    if (sink) receive(sink, 'hello', 'text');
    expect(links.map(({ done }) => done)).toEqual([['send hello'], ['send hello'], ['send hello']]);
  });

  it('is of messages: a ping is the protocol’s own, and a WebSocket’s data is a frame that broke it', async () => {
    const stage = await stageServer('ws-server', 'sender');
    const link = new StagedLink();
    const sink = stage.last().opens(link);
    receive(sink, 'ping', 'ping');
    receive(sink, 'broken', 'data');
    expect(link.done).toEqual([]);
  });

  it('holds the client that sends, where another one does not read, until that has taken half', async () => {
    const stage = await stageServer('tcp-server', 'all');
    const [sending, slow] = [new StagedLink(), new FullLink()];
    const sink = stage.last().opens(sending);
    stage.last().opens(slow);
    for (let count = 0; count <= answerLimitMessages; count += 1) receive(sink, 'x');
    await expect.poll(() => sending.done.includes('pause')).toBe(true);
    expect(slow.done).not.toContain('pause');
    expect(sending.done).not.toContain('resume');
    slow.takesAll();
    await expect.poll(() => sending.done.at(-1)).toBe('resume');
  });
});
