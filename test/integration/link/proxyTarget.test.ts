import { describe, expect, it } from 'vitest';
import { dialTo, newRoute, problemWith } from '../../support/dialing.ts';
import { startRudePeer } from '../../support/rudePeers.ts';
import { parseAddress } from '../../../shared/model/address.ts';

const targets = [
  [
    'a name without an ASCII form',
    'xn--ä',
    /^The name xn--ä cannot be sent to a proxy: it has no ASCII form/,
  ],
  ['a name of two directions', 'a\u0660', /has no ASCII form/],
  [
    'a name that is too long in ASCII',
    'ä.'.repeat(60).slice(0, -1),
    /^The name in this address has 479 bytes in its ASCII form, and a proxy takes 255 at most/,
  ],
  ['a zone', 'fe80::1%eth0', /^The zone %eth0 in \[fe80::1%eth0\]:9000 counts on this machine only/],
] as const;

describe.each(['http', 'socks5'] as const)('a proxy (%s)', (use) => {
  it.each(targets)('is not even asked for %s', async (_what, host, sentence) => {
    expect(parseAddress(`tcp://${host.includes(':') ? `[${host}]` : host}:9000`).ok).toBe(true);
    await using proxy = await startRudePeer();
    const route = newRoute();
    const proxyOptions = { use, address: `127.0.0.1:${proxy.port}` };
    const problem = await problemWith(dialTo({ host, port: 9000, proxy: proxyOptions }, route));
    expect(problem.message).toMatch(sentence);
    expect(problem.field).toBe('address');
    expect(route.facts.steps).toEqual([]);
    expect(proxy.sockets).toEqual([]);
  });
});
