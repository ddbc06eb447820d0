import { describe, expect, it } from 'vitest';
import { defaultTarget, hasPeers, targetsOf, whyNotSend } from '../../../renderer/sendTargets.ts';
import { newEndpoint } from '../../../renderer/state/endpoints.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import type { Peer, PeerList } from '../../../shared/model/session.ts';
import { fakeSession } from '../../support/fakeEngine.ts';

const peer = (id: number, state: Peer['state'] = 'open'): Peer => ({
  id,
  address: `127.0.0.1:${id}`,
  state,
  openedAt: 0,
  bytesIn: 0,
  bytesOut: 0,
});
const list = (...peers: Peer[]): PeerList => ({
  open: peers.filter(({ state }) => state === 'open').length,
  total: peers.length,
  peers,
});
const udp = (address: string, bind: string): Endpoint => ({
  kind: 'udp',
  address,
  bind,
  whenDiskFails: 'continue',
});

describe('whom one sends to', () => {
  it('is a choice for servers and for UDP sockets that receive from anyone', () => {
    expect(hasPeers(newEndpoint('tcp-server'))).toBe(true);
    expect(hasPeers(newEndpoint('ws-client'))).toBe(false);
    expect(hasPeers(udp('udp://h:1', ''))).toBe(false);
    expect(hasPeers(udp('', '0.0.0.0:1'))).toBe(true);
  });

  it('is all peers, and for a UDP socket its address', () => {
    expect(defaultTarget(newEndpoint('tcp-server'))).toBe('all');
    expect(defaultTarget(udp('', '0.0.0.0:1'))).toBe('all');
    expect(defaultTarget(udp('udp://h:1', '0.0.0.0:1'))).toBe(1);
  });

  it('is offered without those that are gone', () => {
    expect(targetsOf(list(peer(2), peer(1, 'closed'))).map(({ label }) => label)).toEqual([
      'All peers',
      '127.0.0.1:2',
    ]);
  });
});

describe('why nothing can be sent', () => {
  it('is said in a sentence that says what to do', () => {
    expect(whyNotSend(undefined, null, 'all', false)).toBe('Connect first, then send.');
    expect(whyNotSend(fakeSession('s', { phase: 'failed' }), null, 'all', true)).toBe(
      'Listen first, then send.',
    );
    expect(whyNotSend(fakeSession('s'), list(), 'all', true)).toBe('Nobody is connected to send to.');
    expect(whyNotSend(fakeSession('s'), list(peer(1), peer(2, 'closed')), 2, true)).toBe(
      'The chosen peer is gone. Choose another one.',
    );
  });

  it('is nothing when it can', () => {
    expect(whyNotSend(fakeSession('s'), null, 'all', false)).toBeNull();
    expect(whyNotSend(fakeSession('s'), list(peer(1)), 1, true)).toBeNull();
  });
});
