import { ok } from '../../../shared/base/result.ts';
import { describe, expect, it } from 'vitest';
import type { Link } from '../../../electron/engine/link/link.ts';
import { PeerTable, type PeerEntry } from '../../../electron/engine/session/peerTable.ts';
import { Sender } from '../../../electron/engine/session/sender.ts';
import { SentMessages } from '../../../electron/engine/session/sentMessages.ts';
import type { OutgoingMessage } from '../../../shared/model/sending.ts';
import type { SessionPhase } from '../../../shared/model/session.ts';
import { StagedLink } from '../../support/sessionStage.ts';
import { clock, startLog } from '../../support/startedLog.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

interface Stage {
  readonly sender: Sender;
  readonly life: { phase: SessionPhase };
  readonly story: string[];
  readonly open: (link: Link) => PeerEntry;
}

async function stageSender(opening: readonly OutgoingMessage[] = []): Promise<Stage> {
  const { log, story } = await startLog();
  const table = new PeerTable();
  const life: { phase: SessionPhase } = { phase: 'open' };
  const sent = new SentMessages(log, clock);
  const pulse = { soon: () => undefined };
  const facts = { local: 'here:1', remote: 'there:1', subprotocol: null, note: null };
  return {
    sender: new Sender({
      ...{
        endpoint: 'tcp-client',
        messages: { opening: () => opening.map(ok) },
        table,
        life,
        log,
        sent,
        pulse,
      },
    }),
    life,
    story,
    open: (link) => table.add(link, facts, 1),
  };
}

describe('a sender', () => {
  it('has settled each time when nothing is under way any more, not only the first', async () => {
    const leaving: (() => void)[] = [];
    const { sender, open } = await stageSender();
    const send = (): Promise<void> => new Promise((resolve) => leaving.push(resolve));
    open(Object.assign(new StagedLink(), { send }));
    const settledEarly: boolean[] = [];
    for (let count = 0; count < 2; count += 1) {
      const sending = sender.send('all', { kind: 'data', bytes: new Uint8Array(1), origin: null });
      let hasSettled = false;
      const settled = sender.settled().then(() => (hasSettled = true));
      await turn();
      settledEarly.push(hasSettled);
      leaving.shift()?.();
      await sending;
      await settled;
    }
    expect(settledEarly).toEqual([false, false]);
  });

  it('sends what a link begins with first, and records each message ahead of it', async () => {
    const link = new StagedLink();
    const { sender, story, open } = await stageSender([{ kind: 'data', bytes: encode('HELO') }]);
    sender.opened(open(link));
    await sender.send('all', { kind: 'data', bytes: encode('MAIL'), origin: null });
    expect(link.done).toEqual(['send HELO', 'send MAIL']);
    expect(story).toEqual(['data: HELO', 'data: MAIL']);
  });

  it('keeps what waits while its queue is shut, and owes it until it has had its turn', async () => {
    const link = new StagedLink();
    const { sender, open } = await stageSender();
    const entry = open(link);
    sender.queue.shut();
    const sending = sender.send(1, { kind: 'data', bytes: encode('later'), origin: null });
    const owed = sender.owed(entry);
    expect({ done: link.done, queued: sender.queue.queuedBytes }).toEqual({ done: [], queued: 5 });
    sender.queue.open();
    await owed;
    expect(link.done).toEqual(['send later']);
    expect(await sending).toBe(1);
    expect(sender.owed(entry)).toBe(null);
  });

  it('refuses with a sentence what is sent outside an open session, and records nothing of it', async () => {
    const { sender, life, story, open } = await stageSender();
    open(new StagedLink());
    life.phase = 'waiting';
    await expect(sender.send('all', { kind: 'data', bytes: encode('x'), origin: null })).rejects.toThrow(
      'waiting to reconnect',
    );
    expect(story).toEqual([]);
  });
});
