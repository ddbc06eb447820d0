import { describe, expect, it } from 'vitest';
import {
  defaultTarget,
  hasPeers,
  isTarget,
  largestDatagramFor,
  onlyTarget,
  targetsOf,
  toggledTarget,
  whyNotSend,
} from '../../../renderer/state/sessions/sendTargets.ts';
import { newEndpoint } from '../../../renderer/state/workspace/endpoints.ts';
import { endpointSchema, type Endpoint } from '../../../shared/model/connection.ts';
import type { Peer, PeerList } from '../../../shared/model/session.ts';
import { fakeSession } from '../../support/fakeEngine.ts';

const peer = (id: number, state: Peer['state'] = 'open'): Peer => ({
  id,
  address: `127.0.0.1:${id}`,
  state,
  openedAt: 0,
  bytesIn: 0,
  bytesOut: 0,
  tls: null,
  local: '127.0.0.1:1000',
  path: null,
  userAgent: null,
  subprotocol: null,
});
const list = (...peers: Peer[]): PeerList => ({
  open: peers.filter(({ state }) => state === 'open').length,
  total: peers.length,
  found: peers.length,
  peers,
});
const udp = (address: string, bind: string, socket: object = {}): Endpoint =>
  endpointSchema.parse({ kind: 'udp', address, bind, socket });

describe('whom one sends to', () => {
  it('is a choice for servers and for UDP sockets that are not connected', () => {
    expect(hasPeers(newEndpoint('tcp-server'))).toBe(true);
    expect(hasPeers(newEndpoint('ws-client'))).toBe(false);
    expect(hasPeers(udp('udp://h:1', ''))).toBe(false);
    expect(hasPeers(udp('', '0.0.0.0:1'))).toBe(true);
    expect(hasPeers(udp('udp://h:1', '', { connected: 'no' }))).toBe(true);
    expect(hasPeers(udp('udp://h:1', '0.0.0.0:1', { connected: 'yes' }))).toBe(false);
    expect(hasPeers(udp('udp://239.1.2.3:1', ''))).toBe(true);
  });

  it('is all peers, and for a UDP socket its address', () => {
    expect(defaultTarget(newEndpoint('tcp-server'))).toBe('all');
    expect(defaultTarget(udp('', '0.0.0.0:1'))).toBe('all');
    expect(defaultTarget(udp('udp://h:1', '0.0.0.0:1'))).toBe(1);
    expect(defaultTarget(udp('udp://h:1', ''))).toBe('all');
  });

  it('is offered without those that are gone', () => {
    expect(targetsOf(list(peer(2), peer(1, 'closed')), 'all').map(({ label }) => label)).toEqual([
      'All peers',
      '127.0.0.1:2',
    ]);
  });

  it('still names the chosen one when it is gone', () => {
    expect(targetsOf(list(peer(2), peer(1, 'closed')), 1).map(({ label }) => label)).toEqual([
      'All peers',
      '127.0.0.1:1, gone',
      '127.0.0.1:2',
    ]);
  });
});

describe('sending to several peers', () => {
  it('takes peers in and out, and ends with all of them', () => {
    const one = toggledTarget('all', 3);
    expect(one).toBe(3);
    const two = toggledTarget(one, 5);
    expect(two).toEqual([3, 5]);
    expect(toggledTarget(two, 3)).toBe(5);
    expect(toggledTarget(5, 5)).toBe('all');
    expect([isTarget(two, 5), isTarget(two, 4), isTarget('all', 4)]).toEqual([true, false, false]);
    expect([onlyTarget(two), onlyTarget(4), onlyTarget('all')]).toEqual([null, 4, null]);
  });

  it('is offered as one choice, by their number', () => {
    const target = [1, 2];
    expect(targetsOf(list(peer(1), peer(2)), target)[1]).toEqual({ value: target, label: '2 peers' });
  });

  it('says how many of them are gone', () => {
    const peers = list(peer(1), peer(2, 'closed'), peer(3, 'closed'));
    expect(whyNotSend(fakeSession('s'), peers, [1, 2], true)).toBe(
      'One of the chosen peers is gone. Choose again.',
    );
    expect(whyNotSend(fakeSession('s'), peers, [1, 2, 3], true)).toBe(
      '2 of the chosen peers are gone. Choose again.',
    );
  });
});

describe('why nothing can be sent', () => {
  it('is said in a sentence that says what to do', () => {
    expect(whyNotSend(undefined, null, 'all', false)).toBe('Connect first, then send.');
    expect(whyNotSend(fakeSession('s', { phase: 'failed' }), null, 'all', true)).toBe(
      'Listen first, then send.',
    );
    expect(whyNotSend(fakeSession('s'), list(), 'all', true)).toBe('No client is connected.');
    expect(whyNotSend(fakeSession('s'), list(peer(1), peer(2, 'closed')), 2, true)).toBe(
      'The chosen peer is gone. Choose another one.',
    );
  });

  it('is nothing when it can', () => {
    expect(whyNotSend(fakeSession('s'), null, 'all', false)).toBeNull();
    expect(whyNotSend(fakeSession('s'), list(peer(1)), 1, true)).toBeNull();
  });
});

describe('the largest datagram', () => {
  const named = (id: number, address: string, state: Peer['state'] = 'open'): Peer => ({
    ...peer(id, state),
    address,
  });
  const both = list(named(1, '127.0.0.1:9'), named(2, '[::1]:9'));
  const socket = (address: string): { endpoint: Endpoint; remote: null } => ({
    endpoint: udp(address, '[::]:0'),
    remote: null,
  });

  it('is what the version of IP allows of whoever is sent to', () => {
    expect(largestDatagramFor(socket(''), both, 1)).toBe(65_507);
    expect(largestDatagramFor(socket(''), both, 2)).toBe(65_527);
  });

  it('is for several what one of them can take', () => {
    expect(largestDatagramFor(socket(''), both, 'all')).toBe(65_527);
    expect(
      largestDatagramFor(socket(''), list(named(1, '127.0.0.1:9'), named(2, '[::1]:9', 'closed')), 'all'),
    ).toBe(65_507);
  });

  it('is what the address allows while nobody is known', () => {
    expect(largestDatagramFor(socket('127.0.0.1:9'), null, 'all')).toBe(65_507);
    expect(largestDatagramFor(socket('a.name:9'), list(), 'all')).toBe(65_527);
  });
});
