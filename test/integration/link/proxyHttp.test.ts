import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { dialTo, newRoute, problemWith, readToEnd, stepsOf } from '../../support/dialing.ts';
import { closedPort, tcpPeer } from '../../support/peers.ts';
import {
  startHandshakeAnswer,
  startRudePeer,
  startHttpAnswer,
  writeAndReset,
} from '../../support/rudePeers.ts';

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
    ['407 Proxy Authentication Required', '', {}, 'proxy.user', /asks for a user and a password \(407 Proxy/],
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
      /asks for NTLM \(407 No\), but Wirebench supports only Basic/,
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

  it.each(['at once', 'byte by byte'] as const)(
    'whose interim answers come first, %s, has connected when it says so',
    async (pace) => {
      const interim =
        'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early\r\nLink: </a>,\r\n </b>\r\n\r\n';
      await using proxy = await startHandshakeAnswer(
        `${interim}HTTP/1.1 200 OK\r\nX-A: one\r\n two\r\n\r\nHTTP/1.1 hello`,
        pace,
      );
      const socket = await dialTo({ ...target, proxy: through(proxy.port) });
      // What the target says is its own, whatever it looks like.
      expect(await readToEnd(socket)).toBe('HTTP/1.1 hello');
      socket.destroy();
    },
  );

  it.each([
    [
      'a control byte',
      'HTTP/1.1 200 OK\r\nX-A: a\u0001b\r\n\r\n',
      /sent the header “X-A” with the byte 0x01/,
    ],
    [
      'a space before a colon',
      'HTTP/1.1 200 OK\r\nX-A : b\r\n\r\n',
      /a space between the header name “X-A” and its colon/,
    ],
    ['LF alone', 'HTTP/1.1 200 OK\n\nhello', /ended a line of HTTP with LF alone/],
    [
      'a status that is none',
      'HTTP/1.1 two OK\r\n\r\n',
      /a status line that cannot be read: “HTTP\/1\.1 two OK”/,
    ],
    ['a version of later', 'HTTP/2.0 200 OK\r\n\r\n', /answered with “HTTP\/2\.0”/],
    [
      '20 kB of headers',
      `HTTP/1.1 200 OK\r\nX-A: ${'b'.repeat(20_000)}\r\n\r\n`,
      /sent more than 16 KiB of headers/,
    ],
    [
      'interim answers without end',
      'HTTP/1.1 100 Continue\r\n\r\n'.repeat(4000),
      /answered CONNECT with 100 Continue/,
    ],
    [
      'a fault in an interim answer',
      'HTTP/1.1 100 C\r\nX-A : b\r\n\r\nHTTP/1.1 200 OK\r\n\r\n',
      /a space between the header name “X-A”/,
    ],
    ['half an answer', 'HTTP/1.1 200 OK\r\nVia', /in the middle of its answer, after “HTTP\/1\.1 200 OK”/],
    ['half an interim answer', 'HTTP/1.1 100 Con', /in the middle of its answer, after “HTTP\/1\.1 100 Con”/],
    [
      'a TLS alert',
      '\u0015\u0003\u0003\u0000\u0002\u0002F',
      /a TLS alert \(protocol_version\): it speaks TLS\. Choose an HTTPS proxy/,
    ],
    ['a reply of SOCKS', '\u0005\u00ff', /it began with “05 ff”\. It may be a SOCKS proxy/],
    [
      'the banner of something else',
      '220 mail ESMTP\r\n',
      /did not answer with HTTP: it began with “220 mail ESMTP”/,
    ],
  ])('that answers with %s is told by that', async (_what, answer, sentence) => {
    await using proxy = await startHandshakeAnswer(answer);
    const problem = await problemWith(dialTo({ ...target, proxy: through(proxy.port) }));
    expect(problem.message).toMatch(sentence);
    expect(problem.field).toBe('proxy.address');
  });

  it.each([
    ['Content-Encoding: gzip', gzipSync('Closed today.'), ' It said: “Closed today.”.'],
    [
      'Content-Type: text/plain; charset=iso-8859-1',
      Buffer.from('für immer', 'latin1'),
      ' It said: “für immer”.',
    ],
    ['Content-Encoding: compress', Buffer.from('nothing'), ''],
    ['Transfer-Encoding: chunked', Buffer.from('2\r\nno\r\n0\r\n\r\n'), ''],
  ])('that refuses with %s is quoted in words or not at all', async (header, body, quotation) => {
    await using proxy = await startHandshakeAnswer(
      `HTTP/1.1 403 No\r\n${header}\r\n\r\n${body.toString('latin1')}`,
    );
    const { message } = await problemWith(dialTo({ ...target, proxy: through(proxy.port) }));
    expect(message).toBe(
      `The proxy http://127.0.0.1:${proxy.port} does not allow a connection to service.test:9000 (403 No).${quotation}`,
    );
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
    ['', {}, 'proxy.address', /^The address of the proxy is not valid\. Add a host/],
    ['proxy.test', {}, 'proxy.address', /Add a port/],
    ['proxy.test:0', {}, 'proxy.address', /A proxy has a port from 1 to 65535/],
    ['proxy.test:8080', { user: 'a:b' }, 'proxy.user', /cannot contain a colon/],
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
