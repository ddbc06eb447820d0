import { describe, expect, it } from 'vitest';
import type { Link } from '../../../electron/engine/link/link.ts';
import { PeerTable, setFacts } from '../../../electron/engine/session/peerTable.ts';
import { noFacts } from '../../../shared/model/facts.ts';
import { largestPeerList } from '../../../shared/model/sending.ts';

const link: Link = {
  send: () => Promise.resolve(),
  pause: () => undefined,
  resume: () => undefined,
  close: () => undefined,
};

function comeAndGo(table: PeerTable, count: number, remote: (peer: number) => string): void {
  for (let peer = 1; peer <= count; peer += 1) {
    const facts = { local: 'here:1', remote: remote(peer), subprotocol: null, note: null };
    table.close(table.add(link, facts, peer));
  }
}

describe('the peers of a server that have gone', () => {
  it('are listed as far as a list goes, the newest first, and counted all', () => {
    const table = new PeerTable();
    comeAndGo(table, 2000, (peer) => `127.0.0.1:${peer}`);
    const { total, open, peers } = table.list();
    expect({ total, open, listed: peers.length }).toEqual({ total: 2000, open: 0, listed: largestPeerList });
    expect(peers[0]?.id).toBe(2000);
  });

  it('are kept up to a number of bytes: who shows large certificates takes the room of others', () => {
    const table = new PeerTable();
    const subject = 'x'.repeat(64 * 1024);
    for (let peer = 1; peer <= 100; peer += 1) {
      const facts = { local: 'here:1', remote: `there:${peer}`, subprotocol: null, note: null };
      const entry = table.add(link, facts, peer);
      setFacts(entry, { ...noFacts, remote: subject });
      table.close(entry);
    }
    const { peers } = table.list();
    expect(peers.length).toBeGreaterThan(4);
    expect(peers.length).toBeLessThan(9);
    expect(table.facts(100).value.remote).toBe(subject);
    expect(() => table.facts(1)).toThrow('There is no peer 1 in the list of this session.');
  });
});
