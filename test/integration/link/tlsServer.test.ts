import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { TlsSessions } from '../../../electron/engine/link/tls/tlsSessions.ts';
import { contextIn } from '../../support/certificates.ts';
import { connectTo, RecordedEndpoint } from '../../support/recordingSink.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { startTlsEcho } from '../../support/tlsEcho.ts';
import { until } from '../../support/until.ts';

type Context = ReturnType<typeof contextIn>;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let context: Context;
let ownCa: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  context = contextIn(folder.path);
  ownCa = (await context.authority.describeAuthority()).pem;
});
afterAll(() => folder[Symbol.asyncDispose]());
afterEach(() => void vi.useRealTimers());

function client(url: string, tls: object = {}): object {
  return { kind: 'tls-client', address: url, tls: { ca: ownCa, systemCa: false, ...tls } };
}

describe('a TLS server', () => {
  it('makes its own certificate, which verifies by the authority of the workspace', async () => {
    const { server, url, port } = await startTlsEcho(context, {
      names: ['127.0.0.1', 'bench.test'],
      alpn: ['echo/2'],
    });
    await using _ = server;
    expect(url).toBe(`tls://127.0.0.1:${port}`);
    const options = client(url, { serverName: 'bench.test', alpn: ['echo/1', 'echo/2'] });
    const { endpoint, link } = await connectTo(options);
    await using __ = endpoint;
    await link.send('hello');
    await link.receives('hello');
    expect(link.facts.tls).toMatchObject({
      role: 'client',
      version: 'TLSv1.3',
      verification: 'verified',
      alpn: 'echo/2',
      serverName: 'bench.test',
      problem: null,
    });
    expect(link.facts.tls?.chain[0]).toMatchObject({ names: ['127.0.0.1', 'bench.test'], key: 'RSA 2048' });
    const accepted = await server.link();
    expect(accepted.facts.tls).toMatchObject({
      role: 'server',
      serverName: 'bench.test',
      alpn: 'echo/2',
      verification: 'none',
      chain: [],
    });
    link.link.close();
    expect(await accepted.end()).toMatchObject({ clean: true });
    server.close();
    expect(await server.end()).toEqual({ clean: true, reason: 'Stopped listening.' });
  });

  it('carries every byte in both directions, and half-closes', async () => {
    const { server, url } = await startTlsEcho(context);
    await using _ = server;
    const { endpoint, link } = await connectTo(client(url));
    await using __ = endpoint;
    const bytes = Uint8Array.from({ length: 300_000 }, (___, index) => index % 251);
    await link.sendData(bytes);
    await until(() => link.received.length === bytes.length);
    expect(link.received.equals(Buffer.from(bytes))).toBe(true);
    link.link.end?.();
    expect(await link.end()).toMatchObject({ clean: true });
    expect((await server.link()).story).toContain('ended');
  });

  it('says of a client that does not speak TLS what it began with, and goes on', async () => {
    const { server, url, port } = await startTlsEcho(context);
    await using _ = server;
    const plain = connect(port, '127.0.0.1');
    plain.on('error', () => {});
    // BoringSSL answers with an alert, and a socket that is not read never closes.
    plain.resume();
    plain.write('EHLO client.example\r\n');
    await once(plain, 'close');
    await until(() => server.warnings.length === 1);
    expect(server.warnings[0]).toMatch(
      /^127\.0\.0\.1:\d+ does not speak TLS: it began with “EHLO client\.example”\./,
    );
    const { endpoint, link } = await connectTo(client(url));
    await using __ = endpoint;
    await link.send('still there');
    await link.receives('still there');
  });

  it('says of a client that hangs up, and of one that resets, that they did', async () => {
    const { server, port } = await startTlsEcho(context);
    await using _ = server;
    const first = connect(port, '127.0.0.1');
    await once(first, 'connect');
    first.end();
    await until(() => server.warnings.length === 1);
    expect(server.warnings[0]).toMatch(/^127\.0\.0\.1:\d+ hung up during the TLS handshake\./);
    const hello = connect(port, '127.0.0.1');
    // The beginning of a ClientHello, and nothing more of it.
    hello.end(Buffer.from('1603010200010001fc0303', 'hex'));
    await until(() => server.warnings.length === 2);
    expect(server.warnings[1]).toMatch(/^127\.0\.0\.1:\d+ hung up during the TLS handshake\./);
    const second = connect(port, '127.0.0.1');
    await once(second, 'connect');
    second.resetAndDestroy();
    await until(() => server.warnings.length === 3);
    expect(server.warnings[2]).toMatch(/^127\.0\.0\.1:\d+ reset the connection/);
    first.destroy();
    hello.destroy();
    expect(server.links).toEqual([]);
  });

  it('lets a client go that is silent for 10 seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { server, port } = await startTlsEcho(context);
    await using _ = server;
    const silent = connect(port, '127.0.0.1');
    silent.on('error', () => {});
    await once(silent, 'connect');
    const closed = once(silent, 'close');
    silent.resume();
    // The server sets its timer when it has accepted the client, which may be a turn later.
    while (vi.getTimerCount() === 0) await new Promise((resolve) => void setImmediate(resolve));
    vi.advanceTimersByTime(10_000);
    vi.useRealTimers();
    await closed;
    await until(() => server.warnings.length === 1);
    expect(server.warnings[0]).toMatch(
      /did not complete a TLS handshake within 10 s, so it was disconnected\.$/,
    );
  });

  it('closes with a client in its handshake, and leaves nothing behind', async () => {
    const { server, port } = await startTlsEcho(context);
    const silent = connect(port, '127.0.0.1');
    silent.on('error', () => {});
    await once(silent, 'connect');
    const closed = once(silent, 'close');
    silent.resume();
    server.close();
    expect(await server.end()).toEqual({ clean: true, reason: 'Stopped listening.' });
    await closed;
    expect(server.warnings).toEqual([]);
  });

  it('can be cancelled while its certificate is made', async () => {
    const server = RecordedEndpoint.start(
      { kind: 'tls-server', address: 'tls://127.0.0.1:0' },
      { ...context, makeIdentity: () => new Promise(() => {}) },
    );
    server.close();
    expect(await server.end()).toEqual({ clean: true, reason: 'Cancelled while starting.' });
  });

  it('holds no more clients than it may', async () => {
    const server = RecordedEndpoint.start(
      { kind: 'tls-server', address: 'tls://127.0.0.1:0', peerLimit: 1 },
      context,
    );
    await using _ = server;
    const { url } = await server.listens();
    const { endpoint } = await connectTo(client(url));
    await using __ = endpoint;
    await using second = RecordedEndpoint.start(client(url));
    expect(await second.end()).toMatchObject({ clean: false });
    expect(server.warnings.join()).toMatch(/has one client, the limit in its options/);
  });

  it('resumes the session of a client, and verifies it all the same', async () => {
    const { server, url } = await startTlsEcho(context);
    await using _ = server;
    const tlsSessions = new TlsSessions();
    for (const isReused of [false, true]) {
      const { endpoint, link } = await connectTo(client(url, { resume: true }), { tlsSessions });
      await link.send('x');
      await link.receives('x');
      expect(link.facts.tls).toMatchObject({ isSessionReused: isReused, verification: 'verified' });
      expect(link.facts.tls?.chain).toHaveLength(2);
      endpoint.close();
      await endpoint.end();
    }
    // Two years later, for us; the TLS library has a clock of its own.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * 365 * 24 * 3_600_000 });
    await using refused = RecordedEndpoint.start(client(url, { resume: true }), { tlsSessions });
    expect(await refused.end()).toMatchObject({ clean: false, code: 'CERT_HAS_EXPIRED' });
    expect(refused.facts.tls).toMatchObject({ isSessionReused: true, verification: 'refused' });
  });

  it('writes the secrets of both sides into a file that only the person can read', async () => {
    await using own = await temporaryFolder();
    const keyLogPath = `${own.path}/keys.log`;
    const { server, url } = await startTlsEcho({ ...context, keyLogPath }, { keyLog: true });
    await using _ = server;
    await expect(stat(keyLogPath)).rejects.toThrow(/ENOENT/);
    const { endpoint, link } = await connectTo(client(url, { keyLog: true }), { keyLogPath });
    await using __ = endpoint;
    expect(link.facts.tls?.keyLogPath).toBe(keyLogPath);
    expect((await server.link()).facts.tls?.keyLogPath).toBe(keyLogPath);
    const lines = (await readFile(keyLogPath, 'latin1')).trimEnd().split('\n');
    expect(lines.every((line) => /^[A-Z_0-9]+ [0-9a-f]{64} [0-9a-f]{64,96}$/.test(line))).toBe(true);
    const names = lines.filter((line) => line.startsWith('CLIENT_TRAFFIC_SECRET_0 '));
    expect(new Set(names).size).toBe(1);
    expect(names).toHaveLength(2);
    // Windows has no such modes, and says 666 of every file that can be written.
    const expected = process.platform === 'win32' ? 0o666 : 0o600;
    expect((await stat(keyLogPath)).mode & 0o777).toBe(expected);
  });

  it('goes on without a key log that cannot be written, and says so', async () => {
    const keyLogPath = `${folder.path}/nowhere/keys.log`;
    const { server, url } = await startTlsEcho({ ...context, keyLogPath }, { keyLog: true });
    await using _ = server;
    const { endpoint, link } = await connectTo(client(url, { keyLog: true }), { keyLogPath });
    await using __ = endpoint;
    await link.send('all the same');
    await link.receives('all the same');
    expect(link.facts.tls?.keyLogPath).toBeNull();
    const unwritten = /^The TLS key log .* could not be written \(ENOENT\)/;
    expect(endpoint.facts.steps.at(-1)?.note).toMatch(unwritten);
    expect(endpoint.warnings).toEqual([expect.stringMatching(unwritten)]);
    expect(server.warnings).toEqual([expect.stringMatching(unwritten)]);
  });
});

describe('a WebSocket server over TLS', () => {
  it('talks to a client over wss, tells what TLS settled on, and says what does not speak TLS', async () => {
    const definition = { kind: 'ws-server', address: 'wss://127.0.0.1:0/chat' };
    const server = RecordedEndpoint.start(definition, context);
    await using _ = server;
    const { url, port } = await server.listens();
    expect(url).toBe(`wss://127.0.0.1:${port}/chat`);
    const options = { kind: 'ws-client', address: url, tls: { ca: ownCa, systemCa: false } };
    const { endpoint, link } = await connectTo(options);
    await using __ = endpoint;
    const accepted = await server.link();
    await link.send('to the server', 'text');
    await accepted.receives('to the server');
    await accepted.send('to the client', 'text');
    await link.receives('to the client');
    expect(accepted.facts.tls).toMatchObject({ role: 'server', version: 'TLSv1.3' });
    expect(accepted.facts.note).toMatch(/^path \/chat, .*TLSv1\.3/);
    await using plain = RecordedEndpoint.start({ kind: 'ws-client', address: `ws://127.0.0.1:${port}/chat` });
    expect((await plain.end()).clean).toBe(false);
    await until(() => server.warnings.length === 1);
    expect(server.warnings[0]).toMatch(/does not speak TLS: it began with “GET \/chat HTTP\/1\.1”/);
    server.close();
    expect(await server.end()).toEqual({ clean: true, reason: 'Stopped listening.' });
    expect((await link.end()).clean).toBe(true);
  });
});
