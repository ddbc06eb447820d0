import { describe, expect, it } from 'vitest';
import { PeerTable, type PeerEntry } from '../../../electron/engine/session/peerTable.ts';
import { SentMessages } from '../../../electron/engine/session/sentMessages.ts';
import { StagedLink, stageSession } from '../../support/sessionStage.ts';
import { clock, startLog } from '../../support/startedLog.ts';

function openPeer(): PeerEntry {
  const facts = { local: 'here:1', remote: 'there:1', subprotocol: null, note: null };
  return new PeerTable().add(new StagedLink(), facts, 1);
}

const hello = new TextEncoder().encode('hello');
const failure = { reason: 'It was reset.', code: 'ECONNRESET', size: 5 };

describe('messages that were sent', () => {
  it('are recorded when they are handed over, and count as sent no more when they did not leave', async () => {
    const { log, story } = await startLog();
    const sent = new SentMessages(log, clock);
    const entry = openPeer();
    const message = { kind: 'data', bytes: hello, origin: null } as const;
    for (let count = 0; count < 3; count += 1) sent.handedOver(entry, message);
    sent.sent(entry);
    sent.failed(entry, { ...failure, isRecorded: true, isMessage: true });
    sent.failed(entry, { ...failure, isRecorded: false });
    sent.tellAll();
    expect(story).toEqual([
      'data: hello',
      'data: hello',
      'data: hello',
      'failed: The last message was not sent: It was reset.',
      'failed: Not sent either: one more message (5 bytes), for the same reason.',
    ]);
    expect(entry.bytesOut).toBe(10);
    expect(log.counts.describe()).toMatchObject({ payloadsOut: 2, bytesOut: 10 });
    expect(sent.left.count).toBe(0);
  });

  it.each(['ping', 'text'] as const)(
    'take a %s that did not leave from the counts that it was in',
    async (kind) => {
      const { session, last } = await stageSession({ kind: 'ws-client', address: 'ws://127.0.0.1:9/' });
      const link = new StagedLink();
      last().opens(link);
      await session.send('all', kind, hello);
      const before = session.log.counts.describe();
      link.broken = 'It was reset.';
      await expect(session.send('all', kind, hello)).rejects.toThrow('It was reset.');
      const { messagesOut, payloadsOut, bytesOut } = before;
      expect(session.log.counts.describe()).toMatchObject({ messagesOut, payloadsOut, bytesOut });
    },
  );

  it('are left where they fail after our side has begun to end, and the last record says how many', async () => {
    const { log, story } = await startLog();
    const sent = new SentMessages(log, clock);
    const entry = openPeer();
    sent.failed(entry, { ...failure, isRecorded: false });
    sent.ends();
    sent.failed(entry, { ...failure, isRecorded: false });
    sent.tellAll();
    expect(sent.left).toMatchObject({ count: 1, bytes: 5 });
    expect(story.at(-1)).toBe(
      'failed: 1 message (5 bytes) was not sent, or only in part, when our side ended.',
    );
  });
});
