import { describe, expect, it } from 'vitest';
import { dialTo, newRoute, problemWith, readToEnd, stepsOf } from '../../support/dialing.ts';
import { closedPort, tcpPeer } from '../../support/peers.ts';
import { startRudePeer, startHttpAnswer, writeAndReset } from '../../support/rudePeers.ts';

function through(port: number, options: object = {}): object {
  return { use: 'http', address: `127.0.0.1:${port}`, ...options };
}

const target = { host: 'service.test', port: 9000 };
const password = { id: 'password', name: 'password' };
const secrets = { password: Buffer.from('s3cret:ö') };

describe('an HTTP proxy', () => {
  it('is asked for the name, and what follows its answer belongs to the target', async () => {
    const heard: Buffer[] = [];
    await using proxy = await startRudePeer((socket) => {
      socket.once('data', (bytes: Buffer) => {
        heard.push(bytes);
        socket.end('HTTP/1.1 200 Connection established\r\nVia: bench\r\n\r\nhello from the target');
      });
    });
    const route = newRoute();
    const socket = await dialTo({ ...target, proxy: through(proxy.port) }, route);
    expect(await readToEnd(socket)).toBe('hello from the target');
    expect(Buffer.concat(heard).toString()).toMatch(
      /^CONNECT service\.test:9000 HTTP\/1\.1\r\nHost: service\.test:9000\r\n/,
    );
    expect(Buffer.concat(heard).toString()).not.toMatch(/authorization/i);
    expect(stepsOf(route)).toEqual(['connect done', 'proxy done']);
    expect(route.facts).toMatchObject({
      proxy: `http://127.0.0.1:${proxy.port}`,
      remote: 'service.test:9000',
      local: `127.0.0.1:${proxy.sockets[0]?.remotePort}`,
    });
    socket.destroy();
  });

  it('carries bytes both ways when it has connected', async () => {
    await using proxy = await startRudePeer((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.on('data', (bytes: Buffer) => socket.end(bytes));
      });
    });
    const socket = await dialTo({ ...target, proxy: through(proxy.port) });
    socket.write('there and back');
    expect(await readToEnd(socket)).toBe('there and back');
    socket.destroy();
  });

  it('is told user and password, which are shown nowhere', async () => {
    const heard: Buffer[] = [];
    await using proxy = await startRudePeer((socket) => {
      socket.once('data', (bytes: Buffer) => {
        heard.push(bytes);
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
      });
    });
    const route = newRoute();
    const socket = await dialTo(
      { ...target, proxy: through(proxy.port, { user: 'me', password }), secrets },
      route,
    );
    socket.destroy();
    const basic = Buffer.from('me:s3cret:ö').toString('base64');
    expect(Buffer.concat(heard).toString()).toContain(`Proxy-Authorization: Basic ${basic}\r\n`);
    expect(JSON.stringify(route.facts)).not.toContain('s3cret');
  });

  it.each([
    ['407 Proxy Authentication Required', '', {}, 'proxy.user', /wants a user and a password \(407 Proxy/],
    [
      '407 No',
      '',
      { user: 'me', password },
      'proxy.password',
      /does not accept this user and password \(407 No\)/,
    ],
    [
      '407 No',
      'Proxy-Authenticate: NTLM\r\n',
      {},
      'proxy.address',
      /asks for NTLM \(407 No\), and Wirebench knows the Basic/,
    ],
    [
      '403 Forbidden',
      '',
      {},
      'proxy.address',
      /does not allow a connection to service\.test:9000 \(403 Forbidden\)/,
    ],
    ['502 Bad Gateway', '', {}, null, /could not connect to service\.test:9000 \(502 Bad Gateway\)/],
    ['400 Bad Request', '', {}, 'proxy.address', /answered CONNECT with 400 Bad Request/],
  ])('that answers %s %s is quoted', async (status, header, options, field, sentence) => {
    const body = 'Ask <b>Ann</b>.\u0007';
    await using proxy = await startHttpAnswer(
      `HTTP/1.1 ${status}\r\n${header}Content-Length: ${body.length}\r\n\r\n${body}`,
    );
    const route = newRoute();
    const problem = await problemWith(
      dialTo({ ...target, proxy: through(proxy.port, options), secrets }, route),
    );
    expect(problem.message).toMatch(sentence);
    expect(problem.message).toMatch(/It said: “Ask <b>Ann<\/b>\.␇”\.$/);
    expect(problem).toMatchObject({ code: `HTTP ${status.slice(0, 3)}`, field });
    expect(stepsOf(route)).toEqual(['connect done', 'proxy failed']);
    expect(route.facts.steps[1]).toMatchObject({ note: problem.message, code: problem.code });
  });

  it('that answers with a page is quoted by its title', async () => {
    await using proxy = await startHttpAnswer(
      'HTTP/1.0 403 Filtered\r\n\r\n<!DOCTYPE html>\n<html><head><title>403 Filtered by rule 7</title></head></html>',
    );
    const { message } = await problemWith(dialTo({ ...target, proxy: through(proxy.port) }));
    expect(message).toMatch(/It said: “403 Filtered by rule 7”\.$/);
  });

  it.each([
    ['closes the connection', '', /closed the connection without an answer/],
    ['speaks another protocol', 'SSH-2.0-OpenSSH_9.2\r\n', /did not answer with HTTP/],
  ])('that %s is said to be none', async (_what, answer, sentence) => {
    await using proxy = await startHttpAnswer(answer);
    const problem = await problemWith(dialTo({ ...target, proxy: through(proxy.port) }));
    expect(problem.message).toMatch(sentence);
    expect(problem.field).toBe('proxy.address');
  });

  it('that resets the connection is said to', async () => {
    await using proxy = await startRudePeer((socket) =>
      socket.once('data', () => writeAndReset(socket, 'HTTP/1.1 ')),
    );
    const problem = await problemWith(dialTo({ ...target, proxy: through(proxy.port) }));
    expect(problem).toMatchObject({ code: 'ECONNRESET', field: 'proxy.address' });
    expect(problem.message).toMatch(/reset the connection/);
  });

  it('that does not listen is told from a target that does not', async () => {
    const port = await closedPort();
    const problem = await problemWith(dialTo({ ...target, proxy: through(port) }));
    expect(problem.message).toMatch(
      new RegExp(`^The proxy cannot be reached\\. Nothing listens at 127\\.0\\.0\\.1:${port} `),
    );
    expect(problem).toMatchObject({ code: 'ECONNREFUSED', field: 'proxy.address' });
  });

  it.each([
    ['', {}, 'proxy.address', /^The address of the proxy cannot be used\. Add a host/],
    ['proxy.test', {}, 'proxy.address', /Add a port/],
    ['proxy.test:0', {}, 'proxy.address', /A proxy has a port from 1 to 65535/],
    ['proxy.test:8080', { user: 'a:b' }, 'proxy.user', /has no colon/],
  ])('at “%s” with %j is refused before anything is done', async (address, options, field, sentence) => {
    await using peer = await tcpPeer();
    const route = newRoute();
    const problem = await problemWith(
      dialTo({ port: peer.port, proxy: { use: 'http', address, ...options } }, route),
    );
    expect(problem.message).toMatch(sentence);
    expect(problem.field).toBe(field);
    expect(route.facts.steps).toEqual([]);
  });
});
