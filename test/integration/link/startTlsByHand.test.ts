import { once } from 'node:events';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it } from 'vitest';
import type { LinkContext } from '../../../electron/engine/link/link.ts';
import { LinkProblem } from '../../../electron/engine/base/linkProblem.ts';
import { testKey, validCertificate } from '../../support/certificates.ts';
import { startRudePeer } from '../../support/rudePeers.ts';
import { connectTo, RecordedEndpoint } from '../../support/recordingSink.ts';
import { goOverToTls, startPlainThenTls } from '../../support/startTlsPeer.ts';
import { until } from '../../support/until.ts';

const identity: Partial<LinkContext> = {
  makeIdentity: () => Promise.resolve({ certificate: validCertificate, key: testKey }),
};

function tcpClient(port: number, options: object = {}): object {
  return { kind: 'tcp-client', address: `127.0.0.1:${port}`, tls: { verify: false }, ...options };
}

function startServer(tls: object = {}): RecordedEndpoint {
  return RecordedEndpoint.start({ kind: 'tcp-server', address: '127.0.0.1:0', tls }, identity);
}

describe('TLS started by hand', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)('between two of ours (%s), in one link each', async (version) => {
    await using server = startServer({ maxVersion: version });
    const { port } = await server.listens();
    const { endpoint, link } = await connectTo(tcpClient(port));
    await using _ = endpoint;
    const accepted = await server.link();
    await link.send('in the clear');
    await accepted.receives('in the clear');
    await accepted.send('so am I');
    await link.receives('so am I');
    await Promise.all([accepted.link.startTls?.(), link.link.startTls?.()]);
    await link.send(' and now a secret');
    await accepted.receives(' and now a secret');
    await accepted.send(', and mine');
    await link.receives(', and mine');
    expect(link.received.toString()).toBe('so am I, and mine');
    expect(link.story).toEqual(['in data', 'secured', 'in data']);
    expect(accepted.story).toEqual(['in data', 'secured', 'in data']);
    expect(link.tls).toMatchObject({ role: 'client', version, verification: 'unverified' });
    expect(accepted.tls).toMatchObject({ role: 'server', version });
    expect(endpoint.steps).toEqual(['connect done', 'tls done']);
    expect(endpoint.facts.tls?.version).toBe(version);
    expect(server.links.length).toBe(1);
  });

  it('sends nothing in plain text that was asked for meanwhile, and nothing under TLS that came before', async () => {
    const plain = Buffer.alloc(300_000, 'plain');
    const heard: Buffer[] = [];
    const secret: Buffer[] = [];
    await using peer = await startRudePeer((socket) => {
      const hear = (bytes: Buffer): void => {
        heard.push(bytes);
        const all = Buffer.concat(heard);
        if (all.length <= plain.length) return;
        socket.off('data', hear).pause().unshift(all.subarray(plain.length));
        goOverToTls(socket, (chunk) => secret.push(chunk));
      };
      socket.on('data', hear);
    });
    const { endpoint, link } = await connectTo(tcpClient(peer.port));
    await using _ = endpoint;
    const sent = link.sendData(plain);
    const starting = link.link.startTls?.();
    await Promise.all([sent, starting, link.send('one'), link.send('two'), link.send('three')]);
    await until(() => Buffer.concat(secret).toString() === 'onetwothree');
    expect(Buffer.concat(heard).subarray(0, plain.length).equals(plain)).toBe(true);
  });

  it('as the server takes the ClientHello that has come as plain data', async () => {
    await using server = startServer();
    const { port } = await server.listens();
    const client = connect(port, '127.0.0.1');
    const accepted = await server.link();
    client.write('STARTTLS\r\n');
    await accepted.receives('STARTTLS');
    await accepted.send('220 go on\r\n');
    await once(client, 'data');
    const secured = connectTls({ socket: client, rejectUnauthorized: false });
    await until(() => accepted.received.includes('\u0016\u0003'));
    await accepted.link.startTls?.();
    await accepted.send('hello under TLS');
    expect(String((await once(secured, 'data'))[0])).toBe('hello under TLS');
    expect(accepted.story).toEqual(['in data', 'in data', 'secured']);
    secured.destroy();
  });

  it('as the server waits for a ClientHello that comes later', async () => {
    await using server = startServer();
    const { port } = await server.listens();
    const client = connect(port, '127.0.0.1');
    const accepted = await server.link();
    const starting = accepted.link.startTls?.();
    const secured = connectTls({ socket: client, rejectUnauthorized: false });
    await starting;
    secured.write('good morning');
    await accepted.receives('good morning');
    expect(accepted.story).toEqual(['secured', 'in data']);
    secured.destroy();
  });

  it('ends both sides in turn: FIN with close_notify, and the other goes on', async () => {
    await using server = startServer();
    const { port } = await server.listens();
    const { endpoint, link } = await connectTo(tcpClient(port, { socket: { halfOpen: true } }));
    await using _ = endpoint;
    const accepted = await server.link();
    await Promise.all([accepted.link.startTls?.(), link.link.startTls?.()]);
    const large = Buffer.alloc(1024 * 1024, 'large');
    void link.sendData(large);
    link.link.end?.();
    await until(() => accepted.story.includes('ended'));
    expect(accepted.received.equals(large)).toBe(true);
    expect((await link.end()).clean).toBe(true);
    expect(link.story).toEqual(['secured', 'ended out', 'ended', 'closed']);
  });

  it('sends what was asked for before our end, although both had to wait', async () => {
    await using peer = await startPlainThenTls();
    const { endpoint, link } = await connectTo(tcpClient(peer.port));
    await using _ = endpoint;
    const starting = link.link.startTls?.();
    const waiting = link.send('the last words');
    link.link.end?.();
    await expect(link.send('too late')).rejects.toThrow(/^Our side of the connection has ended/);
    await Promise.all([starting, waiting]);
    await until(() => peer.secret() === 'the last words');
    expect((await link.end()).clean).toBe(true);
    expect(link.story).toEqual(['secured', 'ended out', 'ended', 'closed']);
  });

  it('can be reset', async () => {
    await using server = startServer();
    const { port } = await server.listens();
    const { endpoint, link } = await connectTo(tcpClient(port));
    await using _ = endpoint;
    const accepted = await server.link();
    await Promise.all([accepted.link.startTls?.(), link.link.startTls?.()]);
    await link.send('the last word');
    await accepted.receives('the last word');
    link.link.reset?.();
    expect(await link.end()).toEqual({ clean: true, reason: 'Reset from our side.', code: null });
    expect(await accepted.end()).toMatchObject({ clean: false, code: 'ECONNRESET' });
    expect(accepted.received.toString()).toBe('the last word');
  });

  it('is held and goes on as before', async () => {
    await using peer = await startPlainThenTls();
    const { endpoint, link } = await connectTo(tcpClient(peer.port));
    await using _ = endpoint;
    link.link.pause();
    await link.link.startTls?.();
    peer.saySecretly(Buffer.alloc(3_000_000, 'x'));
    await until(() => peer.isHeld());
    expect(link.story).toEqual(['secured']);
    link.link.resume();
    await until(() => link.received.length === 3_000_000);
  });
});

describe('TLS that cannot be started', () => {
  it('ends the link with the reason, and rejects what waited', async () => {
    await using peer = await startRudePeer((socket) => socket.on('data', () => socket.write('what?')));
    const { endpoint, link } = await connectTo(tcpClient(peer.port));
    const starting = link.link.startTls?.();
    const waiting = link.send('a secret');
    await expect(starting).rejects.toThrow(LinkProblem);
    await expect(waiting).rejects.toThrow(LinkProblem);
    const outcome = await link.end();
    expect(outcome).toMatchObject({ clean: false, code: expect.stringMatching(/^ERR_SSL/) });
    expect(await endpoint.end()).toEqual(outcome);
    expect(endpoint.steps).toEqual(['connect done', 'tls failed']);
    expect(link.story).toEqual(['closed']);
  });

  it('names the certificate that does not verify, before anything is sent', async () => {
    await using peer = await startPlainThenTls();
    const { endpoint, link } = await connectTo(tcpClient(peer.port, { tls: {} }));
    await expect(link.link.startTls?.()).rejects.toThrow(/self-signed/);
    expect(await endpoint.end()).toMatchObject({ clean: false, code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(endpoint.facts.tls?.verification).toBe('refused');
  });

  it('ends at once when it is disconnected meanwhile', async () => {
    await using peer = await startRudePeer((socket) => socket.resume());
    const { endpoint, link } = await connectTo(tcpClient(peer.port));
    const refusal = link.link.startTls?.().catch((error: unknown) => error);
    await until(() => endpoint.steps.includes('tls running'));
    endpoint.close();
    expect(await refusal).toEqual(new LinkProblem('Disconnected.'));
    expect(await endpoint.end()).toEqual({ clean: true, reason: 'Disconnected.' });
  });

  it('can be reset meanwhile', async () => {
    await using peer = await startRudePeer((socket) => socket.resume());
    const { endpoint, link } = await connectTo(tcpClient(peer.port));
    const refusal = link.link.startTls?.().catch((error: unknown) => error);
    await until(() => endpoint.steps.includes('tls running'));
    link.link.reset?.();
    expect(await refusal).toEqual(new LinkProblem('Reset from our side.'));
    expect(await endpoint.end()).toEqual({ clean: true, reason: 'Reset from our side.', code: null });
  });

  it('gives up after the connect timeout', async () => {
    await using peer = await startRudePeer((socket) => socket.resume());
    const { endpoint, link } = await connectTo(tcpClient(peer.port, { connectTimeoutMs: 200 }));
    await expect(link.link.startTls?.()).rejects.toThrow(
      /^127\.0\.0\.1:\d+ did not finish the TLS handshake within 0\.2 s\./,
    );
    expect(await endpoint.end()).toMatchObject({ clean: false, code: 'ETIMEDOUT' });
  });

  it('is refused when it is TLS already, or is being started', async () => {
    await using peer = await startPlainThenTls();
    const { endpoint, link } = await connectTo(tcpClient(peer.port));
    await using _ = endpoint;
    const starting = link.link.startTls?.();
    await expect(link.link.startTls?.()).rejects.toThrow(
      new LinkProblem('TLS is already being started on this connection.'),
    );
    await starting;
    await expect(link.link.startTls?.()).rejects.toThrow(
      new LinkProblem('This connection already uses TLS.'),
    );
    expect(link.outcome).toBe(null);
  });

  it('leaves a server’s link in plain text when its certificate is missing', async () => {
    await using server = RecordedEndpoint.start(
      { kind: 'tcp-server', address: '127.0.0.1:0' },
      {
        makeIdentity: () =>
          Promise.reject(new LinkProblem('There is no authority.', { field: 'tls.identity' })),
      },
    );
    const { port } = await server.listens();
    const { endpoint, link } = await connectTo(tcpClient(port));
    await using _ = endpoint;
    const accepted = await server.link();
    const starting = accepted.link.startTls?.();
    const secret = accepted.send('a secret');
    await expect(starting).rejects.toThrow('There is no authority.');
    await expect(secret).rejects.toThrow(
      new LinkProblem('TLS could not be started, so this was not sent. There is no authority.'),
    );
    await accepted.send('in the clear');
    await link.receives('in the clear');
  });
});

it('A TLS link has no way to start TLS again', async () => {
  await using peer = await startPlainThenTls();
  const { endpoint, link } = await connectTo({
    kind: 'tls-client',
    address: `127.0.0.1:${peer.port}`,
    tls: { verify: false },
  });
  await using _ = endpoint;
  expect(typeof link.link.startTls).toBe('undefined');
});
