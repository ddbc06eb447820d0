import { describe, expect, it } from 'vitest';
import { dialTo, newRoute, problemWith, readToEnd, stepsOf } from '../../support/dialing.ts';
import { socksReply, startSocksAnswers } from '../../support/rudeProxies.ts';

const noAuthentication = Buffer.of(5, 0);
const userAndPassword = Buffer.of(5, 2);
const welcome = Buffer.of(1, 0);
const password = { id: 'password', name: 'password' };
const secrets = { password: Buffer.from('s3cret') };

function through(port: number, options: object = {}): object {
  return { use: 'socks5', address: `127.0.0.1:${port}`, ...options };
}

/** A request to connect (RFC 1928, section 4) by name. */
function requestFor(name: string, port: number): Buffer {
  return Buffer.concat([
    Buffer.of(5, 1, 0, 3, name.length),
    Buffer.from(name),
    Buffer.of(Math.floor(port / 256), port % 256),
  ]);
}

const target = { host: 'service.test', port: 9000 };

describe('a SOCKS proxy', () => {
  it('looks the name up, and what follows its answer belongs to the target', async () => {
    const granted = Buffer.concat([socksReply(0), Buffer.from('hello from the target')]);
    await using proxy = await startSocksAnswers([noAuthentication, granted], (socket) => socket.end());
    const route = newRoute();
    const socket = await dialTo({ ...target, proxy: through(proxy.port) }, route);
    expect(await readToEnd(socket)).toBe('hello from the target');
    expect(proxy.heard).toEqual([Buffer.of(5, 1, 0), requestFor('service.test', 9000)]);
    expect(stepsOf(route)).toEqual(['connect done', 'proxy done']);
    expect(route.facts).toMatchObject({
      proxy: `socks5://127.0.0.1:${proxy.port}`,
      remote: 'service.test:9000',
    });
    socket.destroy();
  });

  it('that answers in pieces, with a name or an IPv6 address, is understood', async () => {
    for (const bound of [
      Buffer.from('\u0003\u0004host\u0000\u0050', 'latin1'),
      Buffer.concat([Buffer.of(4), Buffer.alloc(18)]),
    ]) {
      const pieces = [Buffer.of(5, 0, 0), bound.subarray(0, 1), bound.subarray(1), Buffer.from('more')];
      await using proxy = await startSocksAnswers([noAuthentication], (socket) => {
        socket.once('data', () => {
          const next = (): void =>
            void socket.write(pieces.shift() ?? '', () =>
              pieces.length > 0 ? setImmediate(next) : socket.end(),
            );
          next();
        });
      });
      const socket = await dialTo({ ...target, proxy: through(proxy.port) });
      expect(await readToEnd(socket)).toBe('more');
      socket.destroy();
    }
  });

  it('is asked for a name in its ASCII form', async () => {
    await using proxy = await startSocksAnswers([noAuthentication, socksReply(0)]);
    const socket = await dialTo({ host: 'bücher.test', port: 9000, proxy: through(proxy.port) });
    expect(proxy.heard[1]).toEqual(requestFor('xn--bcher-kva.test', 9000));
    socket.destroy();
  });

  it('is told user and password, which are shown nowhere', async () => {
    await using proxy = await startSocksAnswers([userAndPassword, welcome, socksReply(0)]);
    const route = newRoute();
    const options = { user: 'me', password };
    const socket = await dialTo({ ...target, proxy: through(proxy.port, options), secrets }, route);
    expect(proxy.heard[0]).toEqual(Buffer.of(5, 2, 0, 2));
    expect(proxy.heard[1]).toEqual(Buffer.from('\u0001\u0002me\u0006s3cret', 'latin1'));
    expect(JSON.stringify(route.facts)).not.toContain('s3cret');
    socket.destroy();
  });

  it.each([
    [1, null, /general failure/, 'proxy.address'],
    [2, null, /does not allow a connection to service\.test:9000/, 'proxy.address'],
    [3, null, /network unreachable/, null],
    [4, null, /host unreachable/, null],
    [5, null, /nothing listens at service\.test:9000 \(connection refused\)/, null],
    [6, null, /time to live expired/, null],
    [7, null, /does not support the command/, 'proxy.address'],
    [8, null, /does not support addresses such as service\.test:9000/, 'proxy.address'],
  ])('that replies with %d says why', async (reply, _none, sentence, field) => {
    await using proxy = await startSocksAnswers([noAuthentication, socksReply(reply)], (socket) =>
      socket.end(),
    );
    const route = newRoute();
    const problem = await problemWith(dialTo({ ...target, proxy: through(proxy.port) }, route));
    expect(problem.message).toMatch(sentence);
    expect(problem).toMatchObject({ code: `SOCKS ${reply}`, field });
    expect(stepsOf(route)).toEqual(['connect done', 'proxy failed']);
  });

  it.each([
    ['wants a password', [Buffer.of(5, 255)], {}, 'proxy.user', /asks for a user and a password/],
    [
      'wants something else',
      [Buffer.of(5, 255)],
      { user: 'me', password },
      'proxy.user',
      /another kind of authentication/,
    ],
    [
      'does not like the password',
      [userAndPassword, Buffer.of(1, 1)],
      { user: 'me', password },
      'proxy.password',
      /does not accept this user and password/,
    ],
    [
      'is none',
      [Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
      {},
      'proxy.address',
      /did not answer with SOCKS5/,
    ],
    ['has a reply of its own', [noAuthentication, socksReply(99)], {}, 'proxy.address', /rejected/],
  ])('that %s is told so', async (_what, answers, options, field, sentence) => {
    await using proxy = await startSocksAnswers(answers);
    const problem = await problemWith(dialTo({ ...target, proxy: through(proxy.port, options), secrets }));
    expect(problem.message).toMatch(sentence);
    expect(problem.field).toBe(field);
  });

  it.each([
    [9, /rejected the connection to service\.test:9000 with reply 9, a number that RFC 1928 does not define/],
    [91, /with reply 91,/],
    [255, /with reply 255,/],
  ])('that replies with the unknown number %d is told by it', async (reply, sentence) => {
    await using proxy = await startSocksAnswers([noAuthentication, socksReply(reply)]);
    const problem = await problemWith(dialTo({ ...target, proxy: through(proxy.port) }));
    expect(problem.message).toMatch(sentence);
    expect(problem).toMatchObject({ code: `SOCKS ${reply}`, field: 'proxy.address' });
  });

  it.each([
    [
      'an address of type 5',
      [noAuthentication, Buffer.of(5, 0, 0, 5, 1, 2, 3, 4, 0, 80)],
      /an address of type 5, which SOCKS5 does not have/,
    ],
    [
      'an address of type 0',
      [noAuthentication, Buffer.of(5, 0, 0, 0, 1, 2, 3, 4, 0, 80)],
      /an address of type 0,/,
    ],
    [
      'version 4 where it grants',
      [noAuthentication, Buffer.of(4, 0, 0, 1, 1, 2, 3, 4, 0, 80)],
      /replied with version 4 instead of 5/,
    ],
    ['version 4 at first', [Buffer.of(4, 0)], /did not answer with SOCKS5: it began with “04 00”/],
    ['a reply of SOCKS4', [Buffer.of(0, 91, 0, 0, 0, 0, 0, 0)], /only SOCKS4/],
    [
      'HTTP',
      [Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
      /it began with “HTTP\/1\.1 400 Bad Request”\. It is an HTTP proxy or server/,
    ],
    ['a TLS alert', [Buffer.from('15030300020246', 'hex')], /but with TLS/],
    [
      'the banner of SSH',
      [Buffer.from('SSH-2.0-x\r\n')],
      /it began with “SSH-2\.0-x”\. Check that it is a SOCKS5 proxy/,
    ],
    [
      'a proof by GSSAPI',
      [Buffer.of(5, 1)],
      /chose method 1 \(GSSAPI\) for authentication, which was not offered/,
    ],
    ['a private proof', [Buffer.of(5, 0x80)], /chose method 128 for authentication/],
    ['a proof that was not offered', [Buffer.of(5, 2)], /asks for a user and a password\.$/],
    ['a refusal of two bytes', [noAuthentication, Buffer.of(5, 5)], /nothing listens at service\.test:9000/],
  ])('that answers with %s fails, and nothing of it is the target’s', async (_what, answers, sentence) => {
    await using proxy = await startSocksAnswers(answers);
    const problem = await problemWith(dialTo({ ...target, proxy: through(proxy.port) }));
    expect(problem.message).toMatch(sentence);
    expect(problem.message).not.toMatch(/undefined|Granted/);
  });

  it.each([
    ['before it says anything', [Buffer.of()], {}, /closed the connection without an answer\. Check/],
    ['in the middle of its first reply', [Buffer.of(5)], {}, /in the middle of its reply/],
    [
      'instead of judging the password',
      [userAndPassword, Buffer.of()],
      { user: 'me', password },
      /without an answer to user and password/,
    ],
    [
      'instead of connecting',
      [noAuthentication, Buffer.of()],
      {},
      /without an answer to the request for service\.test:9000/,
    ],
    [
      'in the middle of its last reply',
      [noAuthentication, Buffer.of(5, 0, 0, 1, 127)],
      {},
      /in the middle of its reply/,
    ],
  ])('that closes %s is told so', async (_when, answers, options, sentence) => {
    await using proxy = await startSocksAnswers(answers, (socket) => socket.end());
    const problem = await problemWith(dialTo({ ...target, proxy: through(proxy.port, options), secrets }));
    expect(problem.message).toMatch(sentence);
    expect(problem.field).toBe('proxy.address');
  });

  it('that hangs up or resets in the middle is told so', async () => {
    await using closing = await startSocksAnswers([noAuthentication], (socket) => socket.end());
    const closed = await problemWith(dialTo({ ...target, proxy: through(closing.port) }));
    expect(closed.message).toMatch(/closed the connection without an answer/);
    await using resetting = await startSocksAnswers([noAuthentication], (socket) => socket.resetAndDestroy());
    const reset = await problemWith(dialTo({ ...target, proxy: through(resetting.port) }));
    expect(reset.message).toMatch(/reset the connection/);
    expect(reset).toMatchObject({ code: 'ECONNRESET', field: 'proxy.address' });
  });
});
