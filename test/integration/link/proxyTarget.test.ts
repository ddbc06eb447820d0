import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { dialTo, newRoute, problemWith } from '../../support/dialing.ts';
import { RecordedEndpoint } from '../../support/recordingSink.ts';
import { startRudePeer } from '../../support/rudePeers.ts';
import { socksReply, startSocksAnswers } from '../../support/rudeProxies.ts';

const targets = [
  ['a name without an ASCII form', 'xn--ä', /^This name has no ASCII form \(IDNA\)/],
  ['a name of two directions', 'a\u0660', /^This name has no ASCII form/],
  [
    'a name that is too long in ASCII',
    'ä.'.repeat(60).slice(0, -1),
    /^A host name has at most 253 characters/,
  ],
  ['a zone', '[fe80::1%eth0]', /^The zone %eth0 in \[fe80::1%eth0\]:9000 is valid on this machine only/],
] as const;

describe.each(['http', 'socks5'] as const)('a proxy (%s)', (use) => {
  it.each(targets)('is not even asked for %s', async (_what, host, sentence) => {
    await using proxy = await startRudePeer();
    await using client = RecordedEndpoint.start({
      kind: 'tcp-client',
      address: `tcp://${host}:9000`,
      proxy: { use, address: `127.0.0.1:${proxy.port}` },
    });
    const outcome = await client.end();
    expect(outcome).toMatchObject({ clean: false, field: 'address' });
    expect(outcome.reason).toMatch(sentence);
    expect(client.facts.steps).toEqual([]);
    expect(proxy.sockets).toEqual([]);
  });
});

/** What a URL would take for an IPv4 address, or refuse as a wrong one. */
const notUrls = ['0x7f.1', 'a.b.1', 'Host.TEST'];

describe('a name in ASCII', () => {
  it.each(notUrls)('reaches an HTTP proxy as it was typed: %s', async (host) => {
    await using proxy = await startRudePeer();
    const refused = problemWith(
      dialTo({ host, port: 9000, proxy: { use: 'http', address: `127.0.0.1:${proxy.port}` } }, newRoute()),
    );
    await expect.poll(() => proxy.sockets.length).toBe(1);
    const [socket] = proxy.sockets;
    if (!socket) throw new Error('Nobody came.');
    const [request] = (await once(socket, 'data')) as [Buffer];
    socket.end();
    expect(request.toString()).toMatch(`CONNECT ${host}:9000 HTTP/1.1\r\nHost: ${host}:9000\r\n`);
    await refused;
  });

  it.each(notUrls)('reaches a SOCKS proxy as it was typed: %s', async (host) => {
    await using proxy = await startSocksAnswers([Buffer.of(5, 0), socksReply(5)]);
    await problemWith(
      dialTo({ host, port: 9000, proxy: { use: 'socks5', address: `127.0.0.1:${proxy.port}` } }),
    );
    expect(proxy.heard[1]?.toString('latin1')).toContain(host);
  });
});
