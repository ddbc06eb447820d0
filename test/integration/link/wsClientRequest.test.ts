import { describe, expect, it } from 'vitest';
import { startRudePeer } from '../../support/rudePeers.ts';
import { RecordedEndpoint } from '../../support/recordingSink.ts';

/** The request that a client writes, byte for byte, as Latin-1; and the target that its upgrade step names. */
async function requestOf(
  urlOf: (port: number) => string,
  options: object = {},
): Promise<{ lines: readonly string[]; port: number; target: string }> {
  let heard = '';
  await using peer = await startRudePeer((socket) => {
    socket.on('data', (bytes: Buffer) => {
      heard += bytes.toString('latin1');
      if (heard.endsWith('\r\n\r\n')) socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n');
    });
  });
  await using endpoint = RecordedEndpoint.start({
    kind: 'ws-client',
    address: urlOf(peer.port),
    ...options,
  });
  await endpoint.end();
  const step = endpoint.facts.steps.find(({ name }) => name === 'upgrade');
  return { lines: heard.split('\r\n').slice(0, -2), port: peer.port, target: step?.target ?? '' };
}

describe('the request of a WebSocket client', () => {
  it.each([
    ['/a/../b', '/a/../b'],
    ['/a/./b/..', '/a/./b/..'],
    ['/a/%2e%2E/b', '/a/%2e%2E/b'],
    ['//x', '//x'],
    ['/a//b/', '/a//b/'],
    ['/%63hat', '/%63hat'],
    ['/?', '/?'],
    ['?x', '/?x'],
    ['', '/'],
    ["/a?b?c=/'&", "/a?b?c=/'&"],
    ['/a\\b', '/a%5Cb'],
    ['/chät?q="{1}"', '/ch%C3%A4t?q=%22%7B1%7D%22'],
    ['/%zz', '/%25zz'],
  ])('asks for %j as %s, and says so', async (path, target) => {
    const { lines, port, target: told } = await requestOf((at) => `ws://127.0.0.1:${at}${path}`);
    expect(lines[0]).toBe(`GET ${target} HTTP/1.1`);
    expect(told).toBe(`ws://127.0.0.1:${port}${target}`);
  });

  it('is what RFC 6455 wants and what was typed, and nothing else', async () => {
    const { lines, port } = await requestOf((at) => `ws://127.0.0.1:${at}/chat`, {
      subprotocols: ['b', 'a', 'b'],
      headers: [
        { name: 'X-A', value: '1' },
        { name: 'x-a', value: '3' },
        { name: 'Cookie', value: 'a=b' },
        { name: 'cookie', value: 'ü=€' },
        { name: 'X-A', value: '' },
        { name: 'Origin', value: 'null' },
      ],
    });
    expect(lines.map((line) => line.replace(/^(Sec-WebSocket-Key: )[\w+/]{22}==$/, '$1…'))).toEqual([
      'GET /chat HTTP/1.1',
      `Host: 127.0.0.1:${port}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: …',
      'Sec-WebSocket-Protocol: b,a',
      'X-A: 1',
      'x-a: 3',
      'Cookie: a=b',
      `cookie: ${Buffer.from('ü=€').toString('latin1')}`,
      'X-A:',
      'Origin: null',
    ]);
  });

  it('names the host as it was typed', async () => {
    const { lines, port } = await requestOf((at) => `ws://LocalHost:${at}/`);
    expect(lines[1]).toBe(`Host: LocalHost:${port}`);
  });

  it('has the Host that was typed instead of its own, however it is written', async () => {
    const headers = [{ name: 'hOST', value: 'other.example' }];
    const { lines } = await requestOf((at) => `ws://127.0.0.1:${at}/`, { headers });
    expect(lines.filter((line) => /^host:/i.test(line))).toEqual(['hOST: other.example']);
  });
});
