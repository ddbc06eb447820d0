import { describe, expect, it } from 'vitest';
import { findInterface } from '../../../electron/engine/link/udp/interfaces.ts';
import { isMulticastAddress, parseMulticastGroup } from '../../../shared/model/multicast.ts';

describe('a multicast group', () => {
  it.each([
    ['224.0.0.0', { group: '224.0.0.0', version: 4, zone: null }],
    [' 239.255.255.255 ', { group: '239.255.255.255', version: 4, zone: null }],
    ['ff02::1', { group: 'ff02::1', version: 6, zone: null }],
    ['FF05:0::1234', { group: 'ff05:0::1234', version: 6, zone: null }],
    ['ff02::1%eth0', { group: 'ff02::1', version: 6, zone: 'eth0' }],
  ])('is %s', (text, group) => {
    expect(parseMulticastGroup(text)).toEqual({ ok: true, value: group });
  });

  it.each([
    ['', /^Type a multicast group/],
    ['example.org', /^“example\.org” is not an IP address/],
    ['239.1.2', /is not an IP address/],
    ['239.001.2.3', /is not an IP address/],
    ['223.255.255.255', /those of IPv4 go from 224\.0\.0\.0 to 239\.255\.255\.255/],
    ['240.0.0.0', /is not a multicast group/],
    ['255.255.255.255', /is not a multicast group/],
    ['fe80::1', /those of IPv6 begin with ff/],
    ['ff2::1', /those of IPv6 begin with ff/],
    ['::ffff:239.1.2.3', /those of IPv6 begin with ff/],
  ])('is not “%s”, and a sentence says why', (text, sentence) => {
    const parsed = parseMulticastGroup(text);
    expect(parsed.ok ? '' : parsed.problem).toMatch(sentence);
  });

  it('is told from a host', () => {
    expect(['239.1.2.3', 'ff02::1%eth0'].every(isMulticastAddress)).toBe(true);
    expect(['127.0.0.1', '::1', '255.255.255.255', 'ff02.example', ''].some(isMulticastAddress)).toBe(false);
  });
});

const machine = {
  lo: [
    { address: '127.0.0.1', family: 'IPv4' as const },
    { address: '::1', family: 'IPv6' as const, scopeid: 0 },
  ],
  eth0: [
    { address: '192.0.2.9', family: 'IPv4' as const },
    { address: '2001:db8::9', family: 'IPv6' as const, scopeid: 0 },
    { address: 'fe80::9', family: 'IPv6' as const, scopeid: 7 },
  ],
  tun0: [{ address: '198.51.100.1', family: 'IPv4' as const }],
};

describe('an interface for multicast', () => {
  it.each([
    ['eth0', 4, 'linux', { name: 'eth0', argument: '192.0.2.9' }],
    ['192.0.2.9', 4, 'linux', { name: 'eth0', argument: '192.0.2.9' }],
    ['2001:0db8::9', 4, 'linux', { name: 'eth0', argument: '192.0.2.9' }],
    ['eth0', 6, 'linux', { name: 'eth0', argument: '::%eth0' }],
    ['192.0.2.9', 6, 'linux', { name: 'eth0', argument: '::%eth0' }],
    ['fe80::9%eth0', 6, 'linux', { name: 'eth0', argument: '::%eth0' }],
    ['eth0', 6, 'win32', { name: 'eth0', argument: '::%7' }],
    ['lo', 6, 'darwin', { name: 'lo', argument: '::%lo' }],
  ] as const)('is found by %s for IPv%d on %s', (text, version, platform, found) => {
    expect(findInterface(text, version, machine, platform)).toEqual({ ok: true, value: found });
  });

  it.each([
    [
      'eth7',
      4,
      'There is no interface “eth7” with an address on this machine now. There are: lo, eth0, tun0.',
    ],
    [
      '192.0.2.1',
      4,
      'No interface of this machine has the address 192.0.2.1 now. There are: lo, eth0, tun0.',
    ],
    [
      'fe80::9%lo',
      6,
      'No interface of this machine has the address fe80::9%lo now. There are: lo, eth0, tun0.',
    ],
    [
      'constructor',
      4,
      'There is no interface “constructor” with an address on this machine now. There are: lo, eth0, tun0.',
    ],
    [
      '__proto__',
      6,
      'There is no interface “__proto__” with an address on this machine now. There are: lo, eth0, tun0.',
    ],
    ['tun0', 6, 'The interface tun0 has no IPv6 address now. Choose another one.'],
  ] as const)('is not found by %s for IPv%d, and a sentence says why', (text, version, sentence) => {
    expect(findInterface(text, version, machine)).toEqual({ ok: false, problem: sentence });
  });

  it('lists no more names than a reader takes in', () => {
    const crowd = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`veth${index}`, []]));
    const found = findInterface('eth0', 4, crowd);
    expect(found.ok ? '' : found.problem).toMatch(/There are: veth0, (veth\d+, ){9}others\.$/);
  });
});
