import { describe, expect, it } from 'vitest';
import type { Link } from '../../../electron/engine/link/link.ts';
import { PeerTable } from '../../../electron/engine/session/peerTable.ts';
import { SendQueue } from '../../../electron/engine/session/sendQueue.ts';
import { checkMessage } from '../../../electron/engine/session/sendRules.ts';
import { largestPeerList, queueLimitBytes } from '../../../shared/model/session.ts';

const link: Link = { send: async () => undefined, pause() {}, resume() {}, close() {} };
const hello = new TextEncoder().encode('hello');

describe('what may be sent', () => {
  it('is data over TCP and UDP, and everything else over a WebSocket', () => {
    expect(() => checkMessage('tcp-client', 'data', hello)).not.toThrow();
    expect(() => checkMessage('ws-client', 'text', hello)).not.toThrow();
    expect(() => checkMessage('tcp-server', 'ping', hello)).toThrow('Only a WebSocket sends ping');
    expect(() => checkMessage('ws-server', 'data', hello)).toThrow('Choose one of them');
  });

  it('is a datagram of 65,507 bytes and no more', () => {
    expect(() => checkMessage('udp', 'data', new Uint8Array(65_507))).not.toThrow();
    expect(() => checkMessage('udp', 'data', new Uint8Array(65_508))).toThrow(
      'A UDP datagram holds at most 65,507 bytes, and this message has 65,508.',
    );
  });

  it('is a ping of 125 bytes and no more', () => {
    expect(() => checkMessage('ws-client', 'ping', new Uint8Array(125))).not.toThrow();
    expect(() => checkMessage('ws-client', 'ping', new Uint8Array(126))).toThrow('at most 125 bytes');
  });

  it('is text only when it is UTF-8', () => {
    expect(() => checkMessage('ws-client', 'text', Uint8Array.of(0xff))).toThrow('Send it as binary');
  });
});

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
});

describe('the peers of a session', () => {
  it('are numbered from 1 in the order they came, and chosen one by one or all', () => {
    const table = new PeerTable();
    const first = table.add(link, '127.0.0.1:1', 1);
    table.add(link, '127.0.0.1:2', 2);
    expect(table.targets('all').map(({ id }) => id)).toEqual([1, 2]);
    table.close(first);
    expect(table.targets('all').map(({ id }) => id)).toEqual([2]);
    expect(() => table.targets(1)).toThrow('Peer 1 is not connected any more');
    expect(() => table.targets(3)).toThrow('There is no peer 3');
  });

  it('are listed with the open ones first, the newest at the top', () => {
    const table = new PeerTable();
    for (let port = 1; port <= 4; port += 1) {
      const entry = table.add(link, `127.0.0.1:${port}`, port);
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
    for (let port = 1; port <= 600; port += 1) table.add(link, `127.0.0.1:${port}`, port);
    const list = table.list();
    expect(list).toMatchObject({ open: 600, total: 600 });
    expect(list.peers).toHaveLength(largestPeerList);
    expect(list.peers[0]?.id).toBe(600);
  });

  it('refuse a message for all when there is nobody', () => {
    expect(() => new PeerTable().targets('all')).toThrow('Nobody is connected');
  });
});
