import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { testKey, validCertificate } from '../../support/certificates.ts';
import { startConnectRelay } from '../../support/connectRelay.ts';
import { leftAfter, timesOver } from '../../support/leftovers.ts';
import { needs } from '../../support/needs.ts';
import type { TcpPeer } from '../../support/peers.ts';
import { RecordedEndpoint, type RecordedLink } from '../../support/recordingSink.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { isUnix } from '../../support/unixSockets.ts';
import { until } from '../../support/until.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let relay: TcpPeer;
beforeAll(async () => {
  folder = await temporaryFolder();
  relay = await startConnectRelay();
});
afterAll(async () => {
  await relay[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});
afterEach(() => void vi.useRealTimers());

/** Two of the nine kinds that talk to each other, or two UDP sockets, and what they can. */
interface Pair {
  readonly name: string;
  readonly server: () => object;
  readonly client: () => object;
  readonly halfCloses: boolean;
  readonly resets: boolean;
}

const tcpServer = () => ({ kind: 'tcp-server', address: 'tcp://127.0.0.1:0' });
const tlsServer = () => ({ kind: 'tls-server', address: 'tls://127.0.0.1:0' });
const webSocketServer = (scheme: string) => () => ({ kind: 'ws-server', address: `${scheme}://127.0.0.1:0` });
const unverified = { tls: { verify: false } };
const proxied = () => ({ proxy: { use: 'http', address: `127.0.0.1:${relay.port}` } });

const stream = { halfCloses: true, resets: true };
const messages = { halfCloses: false, resets: true };
const pairs: readonly Pair[] = [
  { name: 'TCP', server: tcpServer, client: () => ({ kind: 'tcp-client' }), ...stream },
  { name: 'TLS', server: tlsServer, client: () => ({ kind: 'tls-client', ...unverified }), ...stream },
  {
    name: 'unix',
    server: () => ({ kind: 'unix-server', address: `unix:${join(folder.path, 'socket')}` }),
    client: () => ({ kind: 'unix-client' }),
    halfCloses: true,
    resets: false,
  },
  { name: 'WebSocket', server: webSocketServer('ws'), client: () => ({ kind: 'ws-client' }), ...messages },
  {
    name: 'WebSocket over TLS',
    server: webSocketServer('wss'),
    client: () => ({ kind: 'ws-client', ...unverified }),
    ...messages,
  },
  {
    name: 'UDP',
    server: () => ({ kind: 'udp', address: '', bind: '127.0.0.1:0' }),
    client: () => ({ kind: 'udp' }),
    halfCloses: false,
    resets: false,
  },
  {
    name: 'TCP through a proxy',
    server: tcpServer,
    client: () => ({ kind: 'tcp-client', ...proxied() }),
    ...stream,
  },
  {
    name: 'TLS through a proxy',
    server: tlsServer,
    client: () => ({ kind: 'tls-client', ...unverified, ...proxied() }),
    ...stream,
  },
  {
    name: 'WebSocket over TLS through a proxy',
    server: webSocketServer('wss'),
    client: () => ({ kind: 'ws-client', ...unverified, ...proxied() }),
    ...messages,
  },
];

const context = {
  makeIdentity: () => Promise.resolve({ certificate: validCertificate, key: testKey }),
};

interface Talk {
  readonly client: RecordedEndpoint;
  readonly link: RecordedLink;
  readonly accepted: RecordedLink;
  readonly say: (link: RecordedLink, text: string) => Promise<void>;
}

/** What is left after both ends were open, said something both ways, did what they are told, and were closed. */
function leftAfterTalk(
  pair: Pair,
  more: (talk: Talk) => Promise<void>,
  options: object = {},
): Promise<string[]> {
  return leftAfter(async () => {
    await using server = RecordedEndpoint.start({ ...pair.server(), ...options }, context);
    const { url } = await server.listens();
    await using client = RecordedEndpoint.start({ ...pair.client(), address: url, ...options });
    const link = await client.link();
    const say = (from: RecordedLink, text: string): Promise<void> =>
      from.send(text, url.startsWith('ws') ? 'text' : 'data');
    await say(link, 'there');
    const accepted = await server.link();
    await accepted.receives('there');
    await say(accepted, 'and back');
    await link.receives('and back');
    await more({ client, link, accepted, say });
  });
}

const isHere = ({ name }: Pair): boolean => isUnix || name !== 'unix';

describe.each(pairs.filter(isHere))('of $name, nothing is left', (pair) => {
  it('after bytes went both ways', async () => {
    const before = relay.sockets.length;
    const left = await leftAfterTalk(pair, async ({ link }) => {
      expect(link.link.end !== undefined).toBe(pair.halfCloses);
      expect(link.link.reset !== undefined).toBe(pair.resets);
    });
    expect(left).toEqual([]);
    expect(relay.sockets.length - before).toBe(pair.name.includes('proxy') ? timesOver : 0);
  });

  it(
    'after a half-close, and what came after it',
    needs(pair.halfCloses ? null : `${pair.name} has no half-close`),
    async () => {
      const left = await leftAfterTalk(
        pair,
        async ({ client, link, accepted, say }) => {
          link.link.end?.();
          await until(() => accepted.story.includes('ended'));
          await say(accepted, ', still here');
          await link.receives(', still here');
          accepted.link.end?.();
          expect(await accepted.end()).toMatchObject({ clean: true });
          expect(await client.end()).toMatchObject({ clean: true });
        },
        { socket: { halfOpen: true } },
      );
      expect(left).toEqual([]);
    },
  );

  it('after a reset', needs(pair.resets ? null : `${pair.name} has no reset`), async () => {
    const left = await leftAfterTalk(pair, async ({ client, link, accepted }) => {
      link.link.reset?.();
      expect((await client.end()).reason).toMatch(/reset/i);
      await accepted.end();
    });
    expect(left).toEqual([]);
  });

  it('after the client was cancelled while it connected', async () => {
    const left = await leftAfter(async () => {
      await using server = RecordedEndpoint.start(pair.server(), context);
      const { url } = await server.listens();
      await using client = RecordedEndpoint.start({ ...pair.client(), address: url });
      // A client begins in the microtask after its start.
      await Promise.resolve();
      client.close();
      expect(await client.end()).toEqual({ clean: true, reason: 'Cancelled while connecting.' });
      expect(client.links).toEqual([]);
    });
    expect(left).toEqual([]);
  });

  it('after the server was cancelled while it started', async () => {
    const left = await leftAfter(async () => {
      await using server = RecordedEndpoint.start(pair.server(), context);
      server.close();
      expect(await server.end()).toMatchObject({ clean: true });
      expect(server.url).toBe(null);
    });
    expect(left).toEqual([]);
  });

  it(
    'after the client was late',
    needs(pair.name === 'UDP' ? 'UDP has nothing that waits for a late client' : null),
    async () => {
      const left = await leftAfter(async () => {
        await using server = RecordedEndpoint.start(pair.server(), context);
        const { url } = await server.listens();
        vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
        await using client = RecordedEndpoint.start({
          ...pair.client(),
          address: url,
          connectTimeoutMs: 3000,
        });
        await Promise.resolve();
        vi.advanceTimersByTime(3000);
        vi.useRealTimers();
        expect(await client.end()).toMatchObject({
          clean: false,
          code: 'ETIMEDOUT',
          reason: expect.stringMatching(/within 3 s/),
        });
      });
      expect(left).toEqual([]);
    },
  );
});
