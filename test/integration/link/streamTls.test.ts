import { describe, expect, it } from 'vitest';
import { connect } from 'node:net';
import type { LinkContext } from '../../../electron/engine/link/link.ts';
import { testKey, validCertificate } from '../../support/certificates.ts';
import { startRudePeer } from '../../support/rudePeers.ts';
import { connectTo, RecordedEndpoint, type RecordedLink } from '../../support/recordingSink.ts';
import { until } from '../../support/until.ts';

const identity: Partial<LinkContext> = {
  makeIdentity: () => Promise.resolve({ certificate: validCertificate, key: testKey }),
};

/** Both ends of one connection of ours. */
interface Pair {
  readonly client: RecordedLink;
  readonly accepted: RecordedLink;
  [Symbol.asyncDispose](): Promise<void>;
}

async function startPair(
  server: object,
  scheme: string,
  client: object,
  through: (port: number) => Promise<number> = (port) => Promise.resolve(port),
): Promise<Pair> {
  const endpoint = RecordedEndpoint.start({ address: `${scheme}://127.0.0.1:0`, ...server }, identity);
  const port = await through((await endpoint.listens()).port);
  const { endpoint: connected, link } = await connectTo({
    address: `${scheme}://127.0.0.1:${port}`,
    ...client,
  });
  return {
    client: link,
    accepted: await endpoint.link(),
    [Symbol.asyncDispose]: async () => {
      await connected[Symbol.asyncDispose]();
      await endpoint[Symbol.asyncDispose]();
    },
  };
}

describe.each(['TLSv1.2', 'TLSv1.3'])('a stream over %s', (maxVersion) => {
  const halfOpen = { halfOpen: true };
  const server = { kind: 'tls-server', tls: { maxVersion }, socket: halfOpen };
  const client = { kind: 'tls-client', tls: { verify: false }, socket: halfOpen };

  it('ends one side, then the other, and loses nothing', async () => {
    await using pair = await startPair(server, 'tls', client);
    const large = Buffer.alloc(1024 * 1024, 'large');
    void pair.client.sendData(large);
    pair.client.link.end?.();
    await until(() => pair.accepted.story.includes('ended'));
    expect(pair.accepted.received.equals(large)).toBe(true);
    await pair.accepted.send('and this is the answer');
    await pair.client.receives('and this is the answer');
    expect(pair.client.outcome).toBe(null);
    pair.accepted.link.end?.();
    expect((await pair.client.end()).clean).toBe(true);
    expect((await pair.accepted.end()).clean).toBe(true);
    expect(pair.accepted.story.slice(-3)).toEqual(['ended', 'ended out', 'closed']);
  });

  it('is reset from either side', async () => {
    await using pair = await startPair(server, 'tls', client);
    await pair.client.send('before');
    await pair.accepted.receives('before');
    pair.accepted.link.reset?.();
    expect(await pair.accepted.end()).toEqual({ clean: true, reason: 'Reset from our side.', code: null });
    expect(await pair.client.end()).toMatchObject({ clean: false, code: 'ECONNRESET' });
  });

  it('keeps what came before an end without close_notify', async () => {
    // A cut in the middle: the FIN of TCP comes, the alert of TLS does not. Node tells the two alike (24.21), so no more can be said: it
    // reads the socket below by itself, which leaves nothing of that but a count of bytes, and under TLS 1.3 an alert looks like any record.
    const cut: (() => void)[] = [];
    await using proxy = await startRudePeer((near) => {
      const far = connect(serverPort, '127.0.0.1').on('error', () => undefined);
      near.pipe(far, { end: false });
      far.pipe(near, { end: false });
      cut.push(() => near.end());
    });
    let serverPort = 0;
    const through = (port: number): Promise<number> => {
      serverPort = port;
      return Promise.resolve(proxy.port);
    };
    await using pair = await startPair(server, 'tls', client, through);
    await pair.accepted.send('half of a mess');
    await pair.client.receives('half of a mess');
    for (const end of cut) end();
    await until(() => pair.client.story.includes('ended'));
    expect(pair.client.received.toString()).toBe('half of a mess');
    pair.client.link.reset?.();
    pair.accepted.link.reset?.();
  });
});

it.each([
  ['ws', {}],
  ['wss', { tls: { verify: false } }],
])('a WebSocket (%s) is reset without a close frame', async (scheme, options) => {
  await using pair = await startPair({ kind: 'ws-server' }, scheme, { kind: 'ws-client', ...options });
  await pair.client.send('before', 'text');
  await pair.accepted.receives('before');
  pair.client.link.reset?.();
  pair.client.link.reset?.();
  expect(await pair.client.end()).toEqual({
    clean: true,
    reason: 'Reset from our side.',
    code: null,
    closeCode: 1006,
    closeReason: '',
  });
  expect((await pair.accepted.end()).reason).toMatch(
    /reset the connection\. No close frame came \(code 1006\)\.$/,
  );
  expect(pair.client.story).toEqual(['closed']);
});

it('A unix socket has no reset, and says so by not having it', async () => {
  const name = `unix:@wirebench-test-${process.pid}-${Date.now()}`;
  await using server = RecordedEndpoint.start({ kind: 'unix-server', address: name });
  await server.listens();
  const { endpoint, link } = await connectTo({ kind: 'unix-client', address: name });
  await using _ = endpoint;
  const accepted = await server.link();
  expect([typeof link.link.reset, typeof accepted.link.reset]).toEqual(['undefined', 'undefined']);
  await link.send('hello');
  await accepted.receives('hello');
  link.link.end?.();
  expect((await accepted.end()).clean).toBe(true);
});
