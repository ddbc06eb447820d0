import { queryObjects } from 'node:v8';
import { describe, expect, it } from 'vitest';
import type { Link } from '../../../electron/engine/link/link.ts';
import { PeerTable, type PeerEntry } from '../../../electron/engine/session/peerTable.ts';
import { Sender } from '../../../electron/engine/session/sender.ts';
import { UnsentMessages } from '../../../electron/engine/session/unsentMessages.ts';

const link: Link = { send: async () => undefined, pause() {}, resume() {}, close() {} };
const facts = { local: '127.0.0.1:9', remote: '127.0.0.1:1', subprotocol: null, note: null };
const unsent = { reason: 'The connection closed.', code: null, size: 5, isRecorded: false };

/** A peer that has gone. */
function gonePeer(): PeerEntry {
  const table = new PeerTable();
  const entry = table.add(link, facts, 1);
  table.close(entry);
  return entry;
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('messages that outlive their link', () => {
  it('are counted a turn later, since no more of them can follow', async () => {
    const told: string[] = [];
    const messages = new UnsentMessages((_entry, note) => told.push(note));
    const entry = gonePeer();
    for (let count = 0; count < 3; count += 1) messages.failed(entry, unsent);
    await turn();
    expect(told).toEqual([
      'The last message was not sent: The connection closed.',
      'Not sent either: 2 more messages (10 bytes), for the same reason.',
    ]);
    messages.tellAll();
  });

  it('leave nothing of their peers behind', async () => {
    const messages = new UnsentMessages(() => undefined);
    const peers: WeakRef<PeerEntry>[] = [];
    for (let count = 0; count < 1000; count += 1) {
      const entry = gonePeer();
      messages.failed(entry, unsent);
      peers.push(new WeakRef(entry));
    }
    await turn();
    // Collects garbage first.
    queryObjects(UnsentMessages, { format: 'count' });
    // The last ones may still stand on the stack.
    expect(peers.filter((peer) => peer.deref() !== undefined).length).toBeLessThan(10);
    messages.tellAll();
  });
});

describe('a sender', () => {
  it('has settled each time when nothing is under way any more, not only the first', async () => {
    const leaving: (() => void)[] = [];
    const table = new PeerTable();
    const send = (): Promise<void> => new Promise((resolve) => leaving.push(resolve));
    table.add({ ...link, send }, facts, 1);
    const sender = new Sender({
      endpoint: 'tcp-client',
      table,
      refusal: () => null,
      sends: () => undefined,
      sent: () => undefined,
      failed: () => undefined,
      changed: () => undefined,
    });
    const settledEarly: boolean[] = [];
    for (let count = 0; count < 2; count += 1) {
      const sending = sender.send('all', 'data', new Uint8Array(1));
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
});
