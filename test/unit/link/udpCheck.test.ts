import { describe, expect, it } from 'vitest';
import type { EndpointOf } from '../../../shared/model/connection.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
import { checkUdp, isConnected } from '../../../shared/model/udpCheck.ts';

function udp(definition: object): EndpointOf<'udp'> {
  const endpoint = endpointSchema.parse({ kind: 'udp', address: '', ...definition });
  if (endpoint.kind !== 'udp') throw new Error('This is no UDP endpoint.');
  return endpoint;
}

describe('what is said against a UDP endpoint before it is opened', () => {
  it.each([
    [{}, 'address', /^Type an address to send to/],
    [
      { bind: ':5000', socket: { connected: 'yes' } },
      'socket.connected',
      /^There is no address to connect to/,
    ],
    [
      { address: '127.0.0.1:9', socket: { family: '6' } },
      'address',
      /is an IPv4 address, but the options allow IPv6 only/,
    ],
    [
      { bind: '[::]:9', socket: { family: '4' } },
      'bind',
      /is an IPv6 address, but the options allow IPv4 only/,
    ],
    [
      { bind: '0.0.0.0:9', socket: { groups: [{ group: '239.1.2.3' }, { group: '10.1.2.3' }] } },
      'socket.groups.1',
      /is not a multicast group/,
    ],
    [
      { bind: '0.0.0.0:9', socket: { family: '4', groups: [{ group: 'ff02::1' }] } },
      'socket.groups.0',
      /is an IPv6 group/,
    ],
    [
      { address: '127.0.0.1:9', bind: '[::]:0', socket: { ttl: 5, multicastTtl: 5 } },
      'socket.ttl',
      /^“TTL” has an effect on IPv6 only when a socket receives at \[::\], but 127\.0\.0\.1 is an IPv4 address\. Receive at 0\.0\.0\.0 for IPv4\.$/,
    ],
    [
      { address: '239.1.2.3:9', bind: '[0::0]:0', socket: { ttl: 5, multicastTtl: 5 } },
      'socket.multicastTtl',
      /^“Multicast TTL” has an effect on IPv6 only/,
    ],
    [
      {
        bind: '[::]:0',
        socket: { multicastLoopback: false, groups: [{ group: 'ff02::1' }, { group: '239.1.2.3' }] },
      },
      'socket.multicastLoopback',
      /^“Loopback” has an effect on IPv6 only .* 239\.1\.2\.3 is an IPv4 address/,
    ],
  ])('%o', (definition, field, sentence) => {
    const [finding, ...more] = checkUdp(udp(definition));
    expect(more).toEqual([]);
    expect(finding?.field).toBe(field);
    expect(finding?.message).toMatch(sentence);
  });

  it('is nothing when all is well', () => {
    expect(checkUdp(udp({ bind: '[::]:5000', socket: { groups: [{ group: 'ff02::1' }] } }))).toEqual([]);
    expect(checkUdp(udp({ address: 'example.org:53', socket: { family: '6' } }))).toEqual([]);
    const hops = { ttl: 5, multicastTtl: 5, multicastLoopback: false };
    expect(checkUdp(udp({ address: '[::1]:9', bind: '[::]:0', socket: hops }))).toEqual([]);
    expect(checkUdp(udp({ address: '127.0.0.1:9', bind: '0.0.0.0:0', socket: hops }))).toEqual([]);
    expect(checkUdp(udp({ address: '127.0.0.1:9', bind: '[::]:0', socket: { multicastTtl: 5 } }))).toEqual(
      [],
    );
  });
});

describe('a UDP socket is connected', () => {
  it.each([
    ['to one host, when nothing is bound', {}, '127.0.0.1', false, true],
    ['not when it receives at an address', {}, '127.0.0.1', true, false],
    ['to an address that it is bound beside, when told so', { connected: 'yes' }, '127.0.0.1', true, true],
    ['not when told so', { connected: 'no' }, '127.0.0.1', false, false],
    ['not without an address', { connected: 'yes' }, null, true, false],
    ['not to a group, whose members answer from their own addresses', {}, '239.1.2.3', false, false],
    ['not to a group of IPv6', {}, 'ff02::1', false, false],
    ['not to everybody', {}, '255.255.255.255', false, false],
    ['not where it may broadcast', { broadcast: true }, '192.0.2.255', false, false],
    ['to a group when told so', { connected: 'yes' }, '239.1.2.3', false, true],
  ])('%s', (_, socket, remote, isBound, expected) => {
    expect(isConnected(udp({ socket }).socket, remote, isBound)).toBe(expected);
  });
});
