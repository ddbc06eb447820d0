import { describe, expect, it } from 'vitest';
import type { Link, LinkSink } from '../../../electron/engine/link/link.ts';
import { LinkProblem } from '../../../electron/engine/base/linkProblem.ts';
import { Answers } from '../../../electron/engine/session/answers.ts';
import { PeerTable } from '../../../electron/engine/session/peerTable.ts';
import { answerLimitMessages, type OutgoingMessage } from '../../../shared/model/sending.ts';
import { StagedLink, stageSession, type SessionStage } from '../../support/sessionStage.ts';

const encode = (content: string): Uint8Array => new TextEncoder().encode(content);

/** A link whose peer takes what it is sent when the test says so. */
class SlowLink implements Link {
  readonly waiting: { readonly resolve: () => void; readonly reject: (error: Error) => void }[] = [];
  readonly sent: string[] = [];
  isPaused = false;

  send({ bytes }: OutgoingMessage): Promise<void> {
    this.sent.push(new TextDecoder().decode(bytes));
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  async takes(count: number): Promise<void> {
    for (const { resolve } of this.waiting.splice(0, count)) resolve();
    await turn();
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
  }

  close(): void {
    return;
  }
}

/** What is due in this turn of the event loop, and a turn later, has been done then. */
async function turn(): Promise<void> {
  for (let count = 0; count < 2; count += 1) {
    await new Promise((resolve) => void setImmediate(resolve));
  }
}

/** A server that sends everything back. */
async function stageEcho(): Promise<SessionStage> {
  const stage = await stageSession({ kind: 'tcp-server', address: 'tcp://127.0.0.1:0' });
  stage.last().sink.listening({ local: '127.0.0.1:1', url: 'tcp://127.0.0.1:1' }, 5);
  stage.session.observe(({ peer, kind, direction, bytes }) => {
    if (peer !== null && kind === 'data' && direction === 'in') {
      stage.session.answer(peer, 'data', Uint8Array.from(bytes));
    }
  });
  return stage;
}

function receive(sink: LinkSink, content: string): void {
  sink.payload({ kind: 'data', direction: 'in', bytes: encode(content), atUs: 11, note: null });
}

describe('an answer', () => {
  it('is handed over in the turn in which its message is told, and recorded after it', async () => {
    const stage = await stageEcho();
    const link = new StagedLink();
    const sink = stage.last().opens(link);
    receive(sink, 'one');
    receive(sink, 'two');
    expect(link.done).toEqual(['send one', 'send two']);
    expect(stage.records.filter(({ kind }) => kind === 'data').map(({ direction }) => direction)).toEqual([
      'in',
      'out',
      'in',
      'out',
    ]);
  });

  it('is told to others who look on after what it answers', async () => {
    const stage = await stageEcho();
    const told: string[] = [];
    stage.session.observe(({ direction, bytes }) => {
      if (direction !== null) told.push(`${direction} ${new TextDecoder().decode(bytes)}`);
    });
    receive(stage.last().opens(), 'one');
    expect(told).toEqual(['in one', 'out one']);
  });

  it('may greet: it leaves while the link is being told', async () => {
    const stage = await stageSession({ kind: 'tcp-server', address: 'tcp://127.0.0.1:0' });
    stage.last().sink.listening({ local: '127.0.0.1:1', url: 'tcp://127.0.0.1:1' }, 5);
    stage.session.observe(({ peer, kind }) => {
      if (peer !== null && kind === 'opened') stage.session.answer(peer, 'data', encode('welcome'));
    });
    const link = new StagedLink();
    stage.last().opens(link);
    expect(link.done).toEqual(['send welcome']);
  });

  it('holds a peer that does not read at 4,096 of them, until half of them have left', async () => {
    const stage = await stageEcho();
    const link = new SlowLink();
    const sink = stage.last().opens(link);
    for (let count = 0; count < answerLimitMessages; count += 1) receive(sink, 'x');
    expect(link.isPaused).toBe(false);
    // What was read already is answered all the same.
    receive(sink, 'x');
    expect(link.isPaused).toBe(true);
    expect(link.sent).toHaveLength(answerLimitMessages + 1);
    await link.takes(answerLimitMessages / 2);
    expect(link.isPaused).toBe(true);
    await link.takes(1);
    expect(link.isPaused).toBe(false);
  });

  it('holds a peer at 32 MiB, and nobody for longer than its own answers wait', async () => {
    const stage = await stageEcho();
    const [greedy, modest] = [new SlowLink(), new SlowLink()];
    const greedySink = stage.last().opens(greedy);
    const modestSink = stage.last().opens(modest);
    const large = 'x'.repeat(4 * 1024 * 1024);
    for (let count = 0; count < 9; count += 1) receive(greedySink, large);
    expect(greedy.isPaused).toBe(true);
    receive(modestSink, 'hello');
    expect(modest.isPaused).toBe(true);
    await modest.takes(1);
    expect(modest.isPaused).toBe(false);
    expect(greedy.isPaused).toBe(true);
  });

  it('does not let a peer be read on that the disk holds', async () => {
    const stage = await stageEcho();
    const link = new SlowLink();
    const sink = stage.last().opens(link);
    for (let count = 0; count <= answerLimitMessages; count += 1) receive(sink, 'x');
    stage.file.filled();
    await link.takes(answerLimitMessages + 1);
    expect(link.isPaused).toBe(true);
    stage.file.drained();
    expect(link.isPaused).toBe(false);
  });

  it('is not sent to a datagram socket beyond that, where nobody can be held back, and this is said', async () => {
    const stage = await stageSession({ kind: 'udp', address: '', bind: '127.0.0.1:1' });
    stage.last().sink.listening({ local: '127.0.0.1:1', url: 'udp://127.0.0.1:1' }, 5);
    const link = new SlowLink();
    stage.last().opens(link);
    for (let count = 0; count < answerLimitMessages + 10; count += 1) {
      stage.session.answer(1, 'data', encode('x'));
    }
    expect(link.sent).toHaveLength(answerLimitMessages);
    expect(stage.session.unanswered).toMatchObject({
      count: 10,
      reason: expect.stringMatching(/UDP has no flow control/),
    });
    expect(stage.story().filter((line) => line.startsWith('failed'))).toEqual([
      expect.stringMatching(/^failed: The last message was not sent: More than 4,096 answers or 32 MiB/),
    ]);
  });

  it('waits for the disk as everything does that is sent, and the end of the peer waits for it', async () => {
    const stage = await stageEcho();
    const link = new StagedLink();
    const sink = stage.last().opens(link);
    expect(sink.owed?.()).toBe(null);
    stage.file.filled();
    receive(sink, 'one');
    receive(sink, 'two');
    expect(link.done).toEqual(['pause']);
    let isPaid = false;
    const paid = sink.owed?.()?.then(() => (isPaid = true));
    await turn();
    expect(isPaid).toBe(false);
    stage.file.drained();
    await paid;
    expect(link.done).toEqual(['pause', 'resume', 'send one', 'send two']);
  });
});

describe('answers that cannot be sent', () => {
  it('are told once and then counted, and count as sent no more', async () => {
    const stage = await stageEcho();
    const link = new SlowLink();
    const sink = stage.last().opens(link);
    for (let count = 0; count < 1000; count += 1) receive(sink, 'abc');
    expect(stage.session.peers().peers[0]).toMatchObject({ bytesIn: 3000, bytesOut: 3000 });
    await link.takes(10);
    for (const { reject } of link.waiting.splice(0))
      reject(new Error('The other side reset the connection.'));
    sink.closed({ clean: false, reason: 'Reset.' }, 20);
    await turn();
    expect(stage.story().filter((line) => line.startsWith('failed'))).toEqual([
      'failed: Reset.',
      'failed: The last message was not sent: The other side reset the connection.',
      'failed: Not sent either: 989 more messages (2,967 bytes), for the same reason.',
    ]);
    expect(stage.session.peers().peers[0]).toMatchObject({ bytesIn: 3000, bytesOut: 30 });
    expect(stage.session.unanswered).toMatchObject({
      count: 990,
      bytes: 2970,
      peer: 1,
      address: '127.0.0.1:2',
      reason: 'The other side reset the connection.',
    });
    void stage.session.close();
    stage.last().closes();
    await stage.session.ended;
    expect(stage.session.info.value).toMatchObject({ payloadsOut: 10, bytesOut: 30, queuedBytes: 0 });
  });

  it('are not recorded as sent where the link does not take them', async () => {
    const stage = await stageEcho();
    const link = Object.assign(new SlowLink(), { refusal: () => new LinkProblem('It is closing.') });
    receive(stage.last().opens(link), 'one');
    await turn();
    expect(link.sent).toEqual([]);
    expect(stage.story().slice(2)).toEqual([
      'data: one',
      'failed: The last message was not sent: It is closing.',
    ]);
  });

  it('are news again when one has left in between', async () => {
    const stage = await stageEcho();
    const link = new SlowLink();
    const sink = stage.last().opens(link);
    for (const outcome of ['fails', 'fails', 'leaves', 'fails']) {
      receive(sink, 'x');
      const [last] = link.waiting.splice(0);
      if (outcome === 'fails') last?.reject(new Error('No.'));
      else last?.resolve();
      await turn();
    }
    expect(stage.story().filter((line) => line.startsWith('failed'))).toEqual([
      'failed: The last message was not sent: No.',
      'failed: Not sent either: one more message (one byte), for the same reason.',
      'failed: The last message was not sent: No.',
    ]);
  });

  it('are owed to nobody who is being disconnected', async () => {
    const stage = await stageEcho();
    const link = new SlowLink();
    const sink = stage.last().opens(link);
    await stage.session.act('disconnect', { to: 1 });
    receive(sink, 'late');
    expect(link.sent).toEqual([]);
    expect(stage.session.unanswered).toBe(null);
  });
});

describe('answers by themselves', () => {
  it('hold a peer that owes them room, read it on once they have left, and tell what was not sent', async () => {
    const done: string[] = [];
    const failures: string[] = [];
    const leaving: PromiseWithResolvers<number>[] = [];
    const answers = new Answers({
      files: { answer: () => Promise.resolve() },
      sender: {
        ahead: () => null,
        answer: () => {
          const left = Promise.withResolvers<number>();
          leaving.push(left);
          return left.promise;
        },
        untilSettled: () => Promise.resolve(),
      },
      flow: { holdPeer: (_entry, isHeld) => done.push(isHeld ? 'hold' : 'read') > 0 },
      sent: { failed: (_entry, { reason }) => void failures.push(reason) },
    });
    const facts = { local: 'here:1', remote: 'there:1', subprotocol: null, note: null };
    const entry = new PeerTable().add(new StagedLink(), facts, 1);
    for (let count = 0; count <= answerLimitMessages; count += 1) {
      answers.answer(entry, { kind: 'data', bytes: encode('x') });
    }
    expect({ done, owed: answers.owedBytes }).toEqual({ done: ['hold'], owed: answerLimitMessages + 1 });
    leaving.shift()?.reject(new Error('No.'));
    for (const { resolve } of leaving) resolve(1);
    await answers.settled();
    await turn();
    expect({ done, failures }).toEqual({ done: ['hold', 'read'], failures: ['No.'] });
    expect(answers.unanswered).toMatchObject({ count: 1, bytes: 1, reason: 'No.' });
  });
});
