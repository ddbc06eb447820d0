import { describe, expect, it } from 'vitest';
import { zoneProblemOf } from '../../../electron/engine/link/zones.ts';
import { RecordedEndpoint } from '../../support/recordingSink.ts';

const table = {
  lo: [{ address: '::1', family: 'IPv6' as const, scopeid: 0 }],
  eth0: [{ address: 'fe80::5', family: 'IPv6' as const, scopeid: 4 }],
};

describe('the zone of an address', () => {
  it.each(['127.0.0.1', 'host.example', '::1', '::1%lo', '::1%1', 'fe80::1%eth0', 'fe80::1%4', 'fd00::1'])(
    'is right in %s',
    (host) => {
      expect(zoneProblemOf(host, table, 'linux')).toBeNull();
    },
  );

  it.each([
    [
      '::1%nope',
      'There is no interface “nope” with an address on this machine now, so ::1%nope cannot be reached. There are: lo, eth0.',
    ],
    [
      'fe80::1%nope',
      'There is no interface “nope” with an address on this machine now, so fe80::1%nope cannot be reached. There are: lo, eth0.',
    ],
    [
      'fe80::1%99',
      'There is no interface number 99 with an IPv6 address on this machine now, so fe80::1%99 cannot be reached. There are: lo, eth0.',
    ],
    [
      'fe80::1',
      'fe80::1 is a link-local address, and such an address is valid on one interface only. Add the interface, as in fe80::1%eth0.',
    ],
  ])('is wrong in %s, and said to be', (host, sentence) => {
    expect(zoneProblemOf(host, table, 'linux')).toBe(sentence);
  });

  it.each([
    { kind: 'tcp-client', address: 'tcp://[::1%nope]:9' },
    { kind: 'tls-client', address: 'tls://[fe80::1%nope]:9' },
    { kind: 'ws-client', address: 'ws://[fe80::1%nope]:9/' },
    { kind: 'tcp-client', address: 'tcp://127.0.0.1:9', proxy: { use: 'http', address: '[fe80::1%nope]:9' } },
    { kind: 'tcp-client', address: 'tcp://[::1]:9', socket: { localAddress: '[fe80::1%nope]:0' } },
    { kind: 'tcp-server', address: 'tcp://[::1%nope]:0' },
    { kind: 'ws-server', address: 'ws://[fe80::1%nope]:0/' },
    { kind: 'udp', address: 'udp://[fe80::1%nope]:9' },
    { kind: 'udp', address: '', bind: 'udp://[::1%nope]:0' },
  ])('that is no interface keeps from opening at once: %j', async (definition) => {
    await using endpoint = RecordedEndpoint.start(definition);
    const { clean, reason } = await endpoint.end();
    expect(clean).toBe(false);
    expect(reason).toContain('There is no interface “nope” with an address on this machine now');
  });
});
