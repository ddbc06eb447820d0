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

describe('a search among the peers of a server', () => {
  it('finds open ones and those that have gone by a part of their address, and counts what it finds', () => {
    const table = new PeerTable();
    comeAndGo(table, 20, (peer) => `gone.test:${peer}`);
    for (let peer = 1; peer <= 600; peer += 1)
      table.add(link, { local: 'here:1', remote: `Open.test:${peer}`, subprotocol: null, note: null }, peer);
    expect(table.list()).toMatchObject({ open: 600, total: 620, found: 620 });
    const found = table.list({ search: ' open.TEST:5 ' });
    expect(found).toMatchObject({ open: 600, total: 620, found: 111 });
    expect(found.peers[0]?.address).toBe('Open.test:599');
    expect(table.list({ search: 'test:20' }).peers.map(({ address }) => address)).toEqual([
      'Open.test:209',
      'Open.test:208',
      'Open.test:207',
      'Open.test:206',
      'Open.test:205',
      'Open.test:204',
      'Open.test:203',
      'Open.test:202',
      'Open.test:201',
      'Open.test:200',
      'Open.test:20',
      'gone.test:20',
    ]);
    expect(table.list({ search: 'nobody' })).toMatchObject({ found: 0, peers: [] });
    // By their numbers, also those that a list has no room for.
    const asked = table.list({ ids: [21, 600, 999] });
    expect(asked).toMatchObject({ open: 600, total: 620, found: 2 });
    expect(asked.peers.map(({ address }) => address)).toEqual(['Open.test:580', 'Open.test:1']);
  });
});
