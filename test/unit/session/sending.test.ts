import { describe, expect, it } from 'vitest';
import type { Link, LinkFacts } from '../../../electron/engine/link/link.ts';
import { PeerTable } from '../../../electron/engine/session/peerTable.ts';
import { SendQueue, type HoldUp } from '../../../electron/engine/session/sendQueue.ts';
import type { Certificate, TlsFacts } from '../../../shared/model/facts.ts';
import { largestPeerList, queueLimitBytes, queueLimitMessages } from '../../../shared/model/sending.ts';

const link: Link = { send: async () => undefined, pause() {}, resume() {}, close() {} };

describe('the queue of what is sent', () => {
  it('takes one large message when nothing waits, and none beyond 16 MiB besides', () => {
    const queue = new SendQueue();
    queue.take(queueLimitBytes * 2);
    expect(() => queue.take(1)).toThrow('32.0 MiB wait to be sent');
    expect(queue.queuedBytes).toBe(queueLimitBytes * 2);
    queue.release(queueLimitBytes * 2);
    queue.take(queueLimitBytes);
    expect(() => queue.take(1)).toThrow(/wait to be sent/);
    queue.release(1);
    queue.take(1);
    expect(queue.queuedBytes).toBe(queueLimitBytes);
  });

  it('takes 16,384 messages and no more, however short they are', () => {
    const queue = new SendQueue();
    for (let count = 0; count < queueLimitMessages; count += 1) queue.take(1);
    expect(() => queue.take(1)).toThrow(
      '16,384 messages wait to be sent because the other side does not read, so this message was not accepted.',
    );
    queue.release(1);
    queue.take(1);
  });

  it('keeps what comes while it is shut, and lets it through in order', async () => {
    const queue = new SendQueue();
    const done: number[] = [];
    const send = (number: number): Promise<void> =>
      queue.enter(async () => {
        done.push(number);
        // The second one fills the disk's budget again.
        if (number === 2) queue.shut();
      });
    await send(1);
    queue.shut();
    const waiting = [send(2), send(3)];
    expect(done).toEqual([1]);
    queue.open();
    waiting.push(send(4));
    expect(done).toEqual([1, 2]);
    queue.open();
    await Promise.all(waiting);
    expect(done).toEqual([1, 2, 3, 4]);
  });

  it('says that it is the disk when it is the disk', () => {
    const queue = new SendQueue();
    queue.take(queueLimitBytes);
    queue.shut();
    expect(() => queue.take(1)).toThrow('16.0 MiB wait to be sent because the disk cannot keep up');
  });
});

describe('what is told of a queue that takes no more', () => {
  const full = (behind: readonly HoldUp[], size: number, times: number): SendQueue => {
    const queue = new SendQueue();
    for (let count = 0; count < times; count += 1) {
      queue.take(size);
      const what = behind[count % Math.max(behind.length, 1)];
      if (what !== undefined) queue.heldUpBy(what, size);
    }
    return queue;
  };

  it.each([
    ['file', 'a file before them is still being sent'],
    ['fragments', 'a message in fragments before them has not ended'],
    ['reading', 'what one before them stands for is still being read'],
  ] as const)('names what its messages wait for: %s', (what, told) => {
    expect(() => full([what], queueLimitBytes / 4, 4).take(1)).toThrow(
      `16.0 MiB wait to be sent because ${told}, so this message was not accepted.`,
    );
    expect(() => full([what], 1, queueLimitMessages).take(1)).toThrow(`because ${told}`);
  });

  it('is what most of them wait for, and what has gone on is counted no longer', () => {
    const queue = full(['file', 'file', 'fragments'], 10, 3);
    expect(queue.waitsFor).toBe('file');
    queue.take(10, 3);
    expect(queue.waitsFor).toBe('peer');
    const size = queueLimitBytes - 60;
    queue.take(size);
    const goOn = queue.heldUpBy('reading', size);
    expect(queue.waitsFor).toBe('reading');
    goOn();
    expect(queue.waitsFor).toBe('peer');
    queue.shut();
    expect(queue.waitsFor).toBe('disk');
  });
});

const at = (remote: string): LinkFacts => ({ local: '127.0.0.1:9', remote, subprotocol: null, note: null });

const certificate = (subject: string): Certificate => ({
  subject,
  issuer: 'authority',
  names: [],
  validFrom: 0,
  validTo: 1,
  serialNumber: '1',
  fingerprint: '',
  key: 'EC P-256',
  isAuthority: subject !== 'own',
  pem: subject,
});
const secured: TlsFacts = {
  role: 'server',
  version: 'TLSv1.3',
  cipher: null,
  alpn: null,
  serverName: null,
  isSessionReused: false,
  verification: 'verified',
  problem: null,
  chain: ['own', 'intermediate', 'authority'].map(certificate),
  keyLogPath: null,
};

describe('the peers of a session', () => {
  it('are numbered from 1 in the order they came, and chosen one by one or all', () => {
    const table = new PeerTable();
    const first = table.add(link, at('127.0.0.1:1'), 1);
    table.add(link, at('127.0.0.1:2'), 2);
    expect(table.targets('all').map(({ id }) => id)).toEqual([1, 2]);
    expect(table.targets([2, 1, 2]).map(({ id }) => id)).toEqual([2, 1]);
    table.close(first);
    expect(table.targets('all').map(({ id }) => id)).toEqual([2]);
    expect(() => table.targets(1)).toThrow('Peer 1 is no longer connected');
    expect(() => table.targets([2, 1])).toThrow('Peer 1 is no longer connected, so nothing was sent.');
    expect(() => table.targets(3)).toThrow('There is no peer 3');
  });

  it('are listed with the open ones first, the newest at the top', () => {
    const table = new PeerTable();
    for (let port = 1; port <= 4; port += 1) {
      const entry = table.add(link, at(`127.0.0.1:${port}`), port);
      if (port % 2 === 0) table.close(entry);
    }
    expect(table.list().peers.map(({ id, state }) => `${id} ${state}`)).toEqual([
      '3 open',
      '1 open',
      '4 closed',
      '2 closed',
    ]);
  });

  it('are counted beyond the 500 that are listed', () => {
    const table = new PeerTable();
    for (let port = 1; port <= 600; port += 1) table.add(link, at(`127.0.0.1:${port}`), port);
    const list = table.list();
    expect(list).toMatchObject({ open: 600, total: 600 });
    expect(list.peers).toHaveLength(largestPeerList);
    expect(list.peers[0]?.id).toBe(600);
  });

  it('are forgotten beyond 500 that are gone, but still known to have been there', () => {
    const table = new PeerTable();
    for (let port = 1; port <= 1200; port += 1) table.close(table.add(link, at(`127.0.0.1:${port}`), port));
    expect(table.list()).toMatchObject({ open: 0, total: 1200 });
    expect(table.list().peers).toHaveLength(largestPeerList);
    expect(table.list().peers[0]?.id).toBe(1200);
    expect(() => table.targets(1)).toThrow('Peer 1 is no longer connected');
    expect(() => table.targets(1201)).toThrow('There is no peer 1201');
  });

  it('keep only the own certificate of those that are gone', () => {
    const table = new PeerTable();
    const entry = table.add(link, { ...at('127.0.0.1:1'), tls: secured }, 1);
    expect(table.facts(1).value.tls?.chain).toHaveLength(3);
    table.close(entry);
    expect(table.facts(1).value).toMatchObject({
      remote: '127.0.0.1:1',
      tls: { version: 'TLSv1.3', verification: 'verified', chain: [{ subject: 'own' }] },
    });
    expect(table.facts(1).value.tls?.chain).toHaveLength(1);
    expect(entry.facts.tls?.chain).toHaveLength(1);
  });

  it('refuse a message for all when there is nobody', () => {
    expect(() => new PeerTable().targets('all')).toThrow('No peer is connected');
  });
});
