import { describe, expect, it } from 'vitest';
import { placesClash, type NetworkPlace } from '../../../electron/engine/link/places.ts';

const at = (host: string, more: Partial<NetworkPlace> = {}): NetworkPlace => ({
  transport: 'tcp',
  host,
  port: 9000,
  ...more,
});
const v6Only = { isV6Only: true };

describe('two sockets at one port', () => {
  it.each([
    ['one address', at('127.0.0.1'), at('127.0.0.1')],
    ['all addresses and one of them', at('0.0.0.0'), at('127.0.0.1')],
    ['all addresses of both versions, and one of IPv4', at('::'), at('127.0.0.1')],
    ['all addresses of both versions, and all of IPv4', at('::'), at('0.0.0.0')],
    ['all addresses of IPv6, and one of them', at('::', v6Only), at('::1')],
    ['an address in two spellings', at('0:0::1'), at('::1')],
    ['an address with its zone, and without', at('fe80::1%eth0'), at('FE80::1')],
    ['an IPv4 address that IPv6 carries', at('::ffff:7f00:1'), at('127.0.0.1')],
    ['all of IPv4, as IPv6 carries it', at('::ffff:0.0.0.0'), at('127.0.0.1')],
  ])('clash for %s', (_what, one, other) => {
    expect([placesClash(one, other), placesClash(other, one)]).toEqual([true, true]);
  });

  it.each([
    ['two addresses', at('127.0.0.1'), at('127.0.0.2')],
    ['two ports', at('127.0.0.1'), at('127.0.0.1', { port: 9001 })],
    ['TCP and UDP', at('127.0.0.1'), at('127.0.0.1', { transport: 'udp' })],
    ['all addresses of IPv4, and one of IPv6', at('0.0.0.0'), at('::1')],
    ['all addresses of IPv6 only, and one of IPv4', at('::', v6Only), at('127.0.0.1')],
    ['all addresses of IPv6 only, and all of IPv4', at('::', v6Only), at('0.0.0.0')],
    ['all addresses of IPv4 by its IPv6 name, and one of IPv6', at('::ffff:0.0.0.0'), at('::1')],
  ])('do not clash for %s', (_what, one, other) => {
    expect([placesClash(one, other), placesClash(other, one)]).toEqual([false, false]);
  });
});
