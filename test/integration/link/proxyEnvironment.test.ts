import { afterEach, describe, expect, it, vi } from 'vitest';
import { dialTo, newRoute, problemWith, stepsOf } from '../../support/dialing.ts';
import { tcpPeer } from '../../support/peers.ts';
import { RecordedEndpoint } from '../../support/recordingSink.ts';
import { startHttpAnswer } from '../../support/rudePeers.ts';
import { socksReply, startSocksAnswers } from '../../support/rudeProxies.ts';

const variables = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'];

/** Only these, whatever the machine has. */
function environment(values: Readonly<Record<string, string>>): void {
  for (const name of variables.flatMap((each) => [each, each.toUpperCase()])) vi.stubEnv(name, undefined);
  for (const [name, value] of Object.entries(values)) vi.stubEnv(name, value);
}

const fromEnvironment = { use: 'environment' };
const target = { host: 'service.test', port: 9000, proxy: fromEnvironment };

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the proxy of the environment', () => {
  it('is none where none is named', async () => {
    environment({});
    await using peer = await tcpPeer();
    const route = newRoute();
    const socket = await dialTo({ port: peer.port, proxy: fromEnvironment }, route);
    socket.destroy();
    expect(route.facts.proxy).toBe(null);
  });

  it.each(['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'])(
    'is the one that %s names',
    async (name) => {
      await using proxy = await startHttpAnswer('HTTP/1.1 200 OK\r\n\r\n', false);
      environment({ [name]: `http://127.0.0.1:${proxy.port}` });
      const route = newRoute();
      const socket = await dialTo(target, route);
      socket.destroy();
      expect(route.facts.proxy).toBe(`http://127.0.0.1:${proxy.port}`);
    },
  );

  it('is that of HTTPS_PROXY before that of ALL_PROXY, in small letters before capitals', async () => {
    await using proxy = await startHttpAnswer('HTTP/1.1 200 OK\r\n\r\n', false);
    environment({
      https_proxy: `http://127.0.0.1:${proxy.port}`,
      HTTPS_PROXY: 'http://127.0.0.1:1',
      ALL_PROXY: 'http://127.0.0.1:2',
      HTTP_PROXY: 'http://127.0.0.1:3',
    });
    const route = newRoute();
    const socket = await dialTo(target, route);
    socket.destroy();
    expect(route.facts.proxy).toBe(`http://127.0.0.1:${proxy.port}`);
  });

  it('is not that of HTTP_PROXY, which is for requests and not for connections', async () => {
    await using peer = await tcpPeer();
    environment({ HTTP_PROXY: 'http://127.0.0.1:9', http_proxy: 'http://127.0.0.1:9', HTTPS_PROXY: '' });
    const route = newRoute();
    const socket = await dialTo({ port: peer.port, proxy: fromEnvironment }, route);
    socket.destroy();
    expect(stepsOf(route)).toEqual(['connect done']);
  });

  it.each([
    { kind: 'tcp-client', address: 'service.test:9000' },
    { kind: 'tls-client', address: 'service.test:9000' },
    { kind: 'ws-client', address: 'ws://service.test:9000/' },
    { kind: 'ws-client', address: 'wss://service.test:9000/' },
  ])('is the same for $kind at $address', async (definition) => {
    await using proxy = await startHttpAnswer('HTTP/1.1 403 No\r\n\r\n');
    environment({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` });
    await using endpoint = RecordedEndpoint.start({ ...definition, proxy: fromEnvironment });
    expect(await endpoint.end()).toMatchObject({ code: 'HTTP 403', field: 'proxy.use' });
  });

  it('speaks plain HTTP when it is written without a scheme', async () => {
    await using proxy = await startHttpAnswer('HTTP/1.1 200 OK\r\n\r\n', false);
    environment({ HTTPS_PROXY: `127.0.0.1:${proxy.port}` });
    const route = newRoute();
    const socket = await dialTo(target, route);
    socket.destroy();
    expect(route.facts.proxy).toBe(`http://127.0.0.1:${proxy.port}`);
  });

  it.each(['socks5', 'socks5h', 'socks'])('may be a %s proxy with user and password', async (scheme) => {
    await using proxy = await startSocksAnswers([Buffer.of(5, 2), Buffer.of(1, 0), socksReply(0)]);
    environment({ ALL_PROXY: `${scheme}://me:p%40ss@127.0.0.1:${proxy.port}` });
    const route = newRoute();
    const socket = await dialTo(target, route);
    socket.destroy();
    expect(proxy.heard[1]).toEqual(Buffer.from('\u0001\u0002me\u0004p@ss', 'latin1'));
    expect(route.facts.proxy).toBe(`socks5://127.0.0.1:${proxy.port}`);
    expect(JSON.stringify(route.facts)).not.toContain('p@ss');
  });

  it('is passed by for the hosts of NO_PROXY', async () => {
    await using peer = await tcpPeer();
    environment({ ALL_PROXY: 'http://127.0.0.1:9', NO_PROXY: 'other.test,127.0.0.1' });
    const route = newRoute();
    const socket = await dialTo({ port: peer.port, proxy: fromEnvironment }, route);
    socket.destroy();
    expect(stepsOf(route)).toEqual(['connect done']);
  });

  it.each([
    ['socks4://127.0.0.1:1080', / \(socks4\)\. Set HTTPS_PROXY/],
    ['http://me:secret@', /names a proxy that Wirebench cannot use\. /],
  ])('of %s is refused, and its password not shown', async (url, sentence) => {
    environment({ ALL_PROXY: url });
    const problem = await problemWith(dialTo(target));
    expect(problem.message).toMatch(sentence);
    expect(problem.message).not.toContain('secret');
    expect(problem.field).toBe('proxy.use');
  });

  it('is what its failures are shown at', async () => {
    await using proxy = await startHttpAnswer('HTTP/1.1 407 No\r\n\r\n');
    environment({ ALL_PROXY: `http://127.0.0.1:${proxy.port}` });
    expect(await problemWith(dialTo(target))).toMatchObject({ code: 'HTTP 407', field: 'proxy.use' });
  });
});
