import { setDefaultCACertificates } from 'node:tls';
import { connect } from 'node:net';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { validCertificate } from '../../support/certificates.ts';
import { dialTo, newRoute, problemWith, readToEnd, stepsOf } from '../../support/dialing.ts';
import { tcpPeer } from '../../support/peers.ts';
import { startRudePeer } from '../../support/rudePeers.ts';
import { connectTo } from '../../support/recordingSink.ts';
import { securePeer } from '../../support/securePeers.ts';
import { until } from '../../support/until.ts';

// Before anybody asks for the authorities of the system: they are read once.
beforeAll(() => setDefaultCACertificates([validCertificate]));

const target = { host: 'service.test', port: 9000 };

function through(port: number, host = 'localhost'): object {
  return { use: 'https', address: `${host}:${port}` };
}

/** An HTTP proxy over TLS that works. */
function workingProxy(): ReturnType<typeof securePeer> {
  return securePeer((socket) => {
    socket.once('data', (head: Buffer) => {
      const [, host = '', port = ''] = /^CONNECT (\S+):(\d+) /.exec(head.toString('latin1')) ?? [];
      const onward = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.pipe(onward).pipe(socket);
      });
      onward.on('error', () => socket.destroy());
      socket.on('close', () => onward.destroy());
    });
  });
}

describe('an HTTP proxy over TLS', () => {
  it('is asked over TLS, and what follows its answer belongs to the target', async () => {
    await using proxy = await securePeer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\n\r\nhello from the target'));
    });
    const route = newRoute();
    const socket = await dialTo({ ...target, proxy: through(proxy.port) }, route);
    expect(await readToEnd(socket)).toBe('hello from the target');
    expect(stepsOf(route)).toEqual(['lookup done', 'connect done', 'proxy done']);
    expect(route.facts).toMatchObject({ proxy: `https://localhost:${proxy.port}`, tls: null });
    socket.destroy();
  });

  it('carries TCP, and cuts it when told to', async () => {
    await using peer = await tcpPeer((socket) => socket.pipe(socket));
    await using proxy = await workingProxy();
    const { endpoint, link } = await connectTo({
      kind: 'tcp-client',
      address: `127.0.0.1:${peer.port}`,
      proxy: through(proxy.port),
    });
    await using _ = endpoint;
    await link.send('there and back');
    await link.receives('there and back');
    link.link.reset?.();
    await link.end();
    await until(() => peer.sockets.every(({ destroyed }) => destroyed));
  });

  it('carries TLS, which is the target’s own', async () => {
    await using peer = await securePeer((socket) => socket.pipe(socket));
    await using proxy = await workingProxy();
    const { endpoint, link } = await connectTo({
      kind: 'tls-client',
      address: `localhost:${peer.port}`,
      proxy: through(proxy.port),
      tls: { ca: validCertificate },
    });
    await using _ = endpoint;
    await link.send('there and back');
    await link.receives('there and back');
    expect(endpoint.steps).toEqual(['lookup done', 'connect done', 'proxy done', 'tls done']);
    expect(link.facts.tls).toMatchObject({ verification: 'verified', serverName: 'localhost' });
  });

  it('whose certificate is for another name is not told anything', async () => {
    const heard: Buffer[] = [];
    await using proxy = await securePeer((socket) => socket.on('data', (bytes: Buffer) => heard.push(bytes)));
    const problem = await problemWith(dialTo({ ...target, proxy: through(proxy.port, '127.0.0.1') }));
    expect(problem).toMatchObject({
      message: `The certificate of the proxy https://127.0.0.1:${proxy.port} does not verify (ERR_TLS_CERT_ALTNAME_INVALID). An HTTPS proxy needs a certificate for its name that this system trusts.`,
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
      field: 'proxy.address',
    });
    expect(heard).toEqual([]);
  });

  it('is verified, whatever the environment says', async () => {
    const heard: Buffer[] = [];
    await using proxy = await securePeer((socket) => socket.on('data', (bytes: Buffer) => heard.push(bytes)));
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const dialing = problemWith(dialTo({ ...target, proxy: through(proxy.port, '127.0.0.1') }));
    const { code } = await dialing.finally(() => vi.unstubAllEnvs());
    expect(code).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(heard).toEqual([]);
  });

  it.each([
    [
      'does not speak TLS',
      'HTTP/1.1 400 Bad Request\r\n\r\n',
      / does not speak TLS\. Choose an HTTP proxy, /,
    ],
    [
      'hangs up',
      '',
      / hung up during the TLS handshake\. It may not speak TLS at this port: choose an HTTP /,
    ],
  ])('that %s is told so', async (_what, answer, sentence) => {
    await using proxy = await startRudePeer((socket) => socket.end(answer));
    const problem = await problemWith(dialTo({ ...target, proxy: through(proxy.port) }));
    expect(problem.message).toMatch(sentence);
    expect(problem.field).toBe('proxy.address');
  });
});
