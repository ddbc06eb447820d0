import { queryObjects } from 'node:v8';
import { describe, expect, it } from 'vitest';
import type { Link } from '../../../electron/engine/link/link.ts';
import { PeerTable, type PeerEntry } from '../../../electron/engine/session/peerTable.ts';
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
    const messages = new UnsentMessages({ event: ({ note }) => void told.push(note) });
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
    const messages = new UnsentMessages({ event: () => undefined });
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
