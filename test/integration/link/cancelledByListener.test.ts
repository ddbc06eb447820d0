import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { needs, notOnWindows } from '../../support/needs.ts';
import { tcpPeer, wsPeer, type TestPeer } from '../../support/peers.ts';
import { RecordedEndpoint } from '../../support/recordingSink.ts';
import { socksReply, startSocksAnswers } from '../../support/rudeProxies.ts';
import { securePeer } from '../../support/securePeers.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';

interface Way {
  readonly at: string;
  readonly kind: string;
  readonly start: () => Promise<TestPeer>;
  readonly definition: (port: number) => object;
}

const silent = (): Promise<TestPeer> => tcpPeer((socket) => socket.resume());
const here = (port: number): object => ({ address: `127.0.0.1:${port}` });
const secure = (port: number): object => ({ ...here(port), tls: { verify: false } });
const webSocket = (port: number): object => ({ address: `ws://127.0.0.1:${port}/` });
const via =
  (use: string) =>
  (port: number): object => ({ address: 'service.test:9000', proxy: { use, address: `127.0.0.1:${port}` } });

const ways: readonly Way[] = [
  {
    at: 'lookup done',
    kind: 'tcp-client',
    start: silent,
    definition: (port) => ({ address: `localhost:${port}` }),
  },
  ...['connect running', 'connect done'].flatMap((at) => [
    { at, kind: 'tcp-client', start: silent, definition: here },
    { at, kind: 'tls-client', start: silent, definition: here },
    { at, kind: 'ws-client', start: silent, definition: webSocket },
  ]),
  ...['http', 'https', 'socks5'].map((use) => ({
    at: 'proxy running',
    kind: 'tcp-client',
    start: silent,
    definition: via(use),
  })),
  {
    at: 'proxy done',
    kind: 'tcp-client',
    start: () => tcpPeer((socket) => socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'))),
    definition: via('http'),
  },
  {
    at: 'proxy done',
    kind: 'ws-client',
    start: () => startSocksAnswers([Buffer.of(5, 0), socksReply(0)]),
    definition: (port) => ({ ...via('socks5')(port), address: 'ws://service.test:9000/' }),
  },
  { at: 'tls running', kind: 'tls-client', start: silent, definition: here },
  {
    at: 'tls done',
    kind: 'tls-client',
    start: () => securePeer((socket) => socket.resume()),
    definition: secure,
  },
  { at: 'upgrade running', kind: 'ws-client', start: silent, definition: webSocket },
  { at: 'upgrade done', kind: 'ws-client', start: () => wsPeer(() => undefined), definition: webSocket },
];

/** Cancels in the very call that tells of the step. */
function cancelAt(at: string, definition: object): RecordedEndpoint {
  const endpoint = RecordedEndpoint.start(definition);
  endpoint.onProgress = () => {
    if (!endpoint.steps.includes(at)) return;
    endpoint.onProgress = null;
    endpoint.close();
  };
  return endpoint;
}

function openSockets(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
}

describe('a client that is cancelled by who is told of a step', () => {
  it.each(ways)(
    'ends, and leaves nothing behind: $kind at “$at”',
    async ({ at, kind, start, definition }) => {
      const before = openSockets();
      await using peer = await start();
      const endpoint = cancelAt(at, { kind, ...definition(peer.port) });
      expect(await endpoint.end()).toEqual({ clean: true, reason: 'Cancelled while connecting.' });
      expect(endpoint.links).toEqual([]);
      expect(endpoint.facts.steps.every(({ outcome }) => outcome !== 'running')).toBe(true);
      await until(() => openSockets() <= before);
    },
  );

  it.each(['connect running', 'connect done'])(
    'ends, and leaves nothing behind: unix-client at “%s”',
    needs(notOnWindows),
    async (at) => {
      await using folder = await temporaryFolder();
      const path = join(folder.path, 'socket');
      let open = 0;
      const server = createServer((socket) => {
        open += 1;
        socket.resume().on('close', () => (open -= 1));
      });
      server.listen(path);
      await once(server, 'listening');
      const endpoint = cancelAt(at, { kind: 'unix-client', address: `unix:${path}` });
      expect(await endpoint.end()).toEqual({ clean: true, reason: 'Cancelled while connecting.' });
      expect(endpoint.links).toEqual([]);
      await until(() => open === 0);
      server.close();
      await once(server, 'close');
    },
  );
});
