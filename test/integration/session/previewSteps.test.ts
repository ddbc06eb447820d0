import { describe, expect, it } from 'vitest';
import { previewEndpoint } from '../../../electron/engine/preview/previewEndpoint.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
import type { EndpointPreview } from '../../../shared/model/preview.ts';
import type { SecretRef } from '../../../shared/model/secret.ts';
import { startTlsProtocols } from '../../../shared/model/tlsOptions.ts';
import { startRudePeer } from '../../support/rudePeers.ts';
import { reaches } from '../../support/sessionBench.ts';
import { benchesOfOneEngine } from '../../support/sharedBench.ts';
import { templatesOf } from '../../support/templates.ts';

const newBench = benchesOfOneEngine();

const token = 's3crét-of-mine';

const templates = templatesOf({ who: 'ada', secretToken: token });

const password = 'of the proxy';
/** These connections have no secrets of their own. */
const noSecrets = { secret: () => Promise.reject(new Error('A secret was read.')) };

function look(endpoint: object, isRevealed: boolean): Promise<EndpointPreview> {
  return previewEndpoint(endpointSchema.parse(endpoint), templates, noSecrets, isRevealed);
}

/** The text of each step. */
function saidIn({ steps }: EndpointPreview): readonly string[] {
  return steps.map(({ stretches }) => stretches.map(({ text }) => text).join(''));
}

const withKey = (request: string): string => request.replace(/(Sec-WebSocket-Key: ).*\r\n/, '$1…\r\n');

describe('what a client will say by itself', () => {
  it('is the request of the handshake, byte for byte but for its key', async () => {
    const bench = newBench();
    const heard: string[] = [];
    await using peer = await startRudePeer((socket) => {
      socket.once('data', (bytes: Buffer) => {
        heard.push(bytes.toString());
        socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
      });
    });
    const endpoint = endpointSchema.parse({
      ...{ kind: 'ws-client', address: `ws://127.0.0.1:${peer.port}/ä?t={{secretToken}}` },
      subprotocols: ['x-{{who}}', 'y', 'y'],
      headers: [
        { name: 'x-aB', value: 'ü {{who}}' },
        { name: 'Cookie', value: 'id={{secretToken}}' },
        { name: 'X-AB', value: '' },
      ],
    });
    const shown = await look(endpoint, true);
    const masked = await look(endpoint, false);
    const session = await bench.engine.sessions.open({
      ...{ endpoint, name: 'Test', connectionId: null, recordingPath: null, templates },
    });
    await reaches(session, ({ phase }) => phase === 'failed');
    const [sent = ''] = heard;
    expect(saidIn(shown).map(withKey)).toEqual([withKey(sent)]);
    expect(shown.steps[0]?.stretches.filter(({ source: each }) => each === 'computed')).toHaveLength(1);
    expect(shown.steps[0]?.notes.join()).toContain('another one each time');
    const hidden = sent.replace('t=s3cr%C3%A9t-of-mine', 't=•••').replace(`id=${token}`, 'id=•••');
    expect(saidIn(masked).map(withKey)).toEqual([withKey(hidden)]);
    expect(masked.steps[0]?.stretches).toContainEqual({ source: 'secret', text: '•••' });
    expect(JSON.stringify(masked)).not.toContain('s3cr');
  });

  it('is the request to the proxy first, whose credentials are read when they are asked for', async () => {
    const bench = newBench();
    const heard: string[] = [];
    await using proxy = await startRudePeer((socket) => {
      socket.once('data', (bytes: Buffer) => {
        heard.push(bytes.toString());
        socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      });
    });
    const asked: string[] = [];
    const endpoint = endpointSchema.parse({
      ...{ kind: 'tls-client', address: 'tls://{{who}}.example.org:993' },
      proxy: {
        ...{ use: 'http', address: `127.0.0.1:${proxy.port}`, user: '{{who}}' },
        password: await bench.engine.handlers['secrets.keep'](
          { name: 'password' },
          { signal: new AbortController().signal, body: Buffer.from(password) },
        ),
      },
    });
    const secrets = {
      secret: ({ name }: SecretRef) => {
        asked.push(name);
        return Promise.resolve(Buffer.from(password));
      },
    };
    const masked = await previewEndpoint(endpoint, templates, secrets, false);
    expect(asked).toEqual([]);
    const shown = await previewEndpoint(endpoint, templates, secrets, true);
    const session = await bench.engine.sessions.open({
      ...{ endpoint, name: 'Test', connectionId: null, recordingPath: null, templates },
    });
    await reaches(session, ({ phase }) => phase === 'failed');
    expect(saidIn(shown)[0]).toBe(heard[0]);
    expect(heard[0]).toBe(
      `CONNECT ada.example.org:993 HTTP/1.1\r\nHost: ada.example.org:993\r\nProxy-Authorization: Basic ${Buffer.from(`ada:${password}`).toString('base64')}\r\n\r\n`,
    );
    expect(saidIn(masked)[0]).toBe(
      'CONNECT ada.example.org:993 HTTP/1.1\r\nHost: ada.example.org:993\r\nProxy-Authorization: Basic •••\r\n\r\n',
    );
    expect(shown.steps.map(({ step }) => step)).toEqual(['proxy', 'tls']);
  });

  it.each([
    ['http', 'Proxy-Authorization: Basic •••'],
    ['socks5', 'with user and password'],
  ])('says that %s is given a password without a user, too', async (use, said) => {
    const secret = { id: 'a', name: 'password' };
    const proxy = { use, address: '127.0.0.1:1', password: secret };
    const shown = await look({ kind: 'tcp-client', address: 'a.test:1', proxy }, false);
    expect([...saidIn(shown), ...shown.steps.flatMap(({ notes }) => notes)].join(' ')).toContain(said);
  });

  it.each([
    ['/a%20b/ü?q=x|y', [{ name: 'hOsT', value: 'other.test' }]],
    ['/%7Ea/../b//c', [{ name: 'AUTHORIZATION', value: 'Basic eDp5' }]],
    ['', []],
  ])('is what a peer at an IPv6 address hears: %s', async (path, headers) => {
    const bench = newBench();
    const heard = Promise.withResolvers<string>();
    await using peer = await startRudePeer((socket) => {
      socket.once('data', (bytes: Buffer) => {
        heard.resolve(bytes.toString());
        socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
      });
    });
    const address = `ws://[::ffff:127.0.0.1]:${peer.port}${path}`;
    const endpoint = { kind: 'ws-client', address, headers } as const;
    const shown = await look(endpoint, true);
    const { ended } = await bench.begin(endpoint);
    expect(saidIn(shown).map(withKey)).toEqual([withKey(await heard.promise)]);
    await ended;
  });

  it('is what TLS offers: the name, the protocols and the versions', async () => {
    const named = await look({ kind: 'ws-client', address: 'wss://{{who}}.example.org/' }, false);
    expect(saidIn(named)[0]).toBe(
      'Server name (SNI): ada.example.org\nALPN: http/1.1\nVersions: TLS 1.2 to TLS 1.3',
    );
    const tls = { alpn: ['imap'], maxVersion: 'TLSv1.1' };
    expect(saidIn(await look({ kind: 'tls-client', address: '127.0.0.1:1', tls }, false))).toEqual([
      'Server name (SNI): none, since an IP address is not sent (RFC 6066)\nALPN: imap\nVersions: TLS 1.1',
    ]);
  });

  it.each(startTlsProtocols.filter((protocol) => protocol !== 'none'))(
    'begins with the first words of the dialogue of %s',
    async (startTls) => {
      const { steps, problems } = await look({ kind: 'tcp-client', address: 'mail.test:1', startTls }, false);
      expect(problems).toEqual([]);
      expect(steps.map(({ step }) => step)).toEqual(['dialogue', 'tls']);
      expect(steps[0]?.stretches[0]?.text).toMatch(firstWords[startTls]);
    },
  );

  it('is not told where opening would be refused; that is said', async () => {
    const refused = async (endpoint: object) => {
      const { steps, problems } = await look(endpoint, false);
      expect(steps).toEqual([]);
      return problems.map(({ field }) => field);
    };
    const proxy = { use: 'socks5', address: 'nowhere' };
    const headers = [{ name: 'Upgrade', value: 'x' }];
    const tls = { minVersion: 'TLSv1.3', maxVersion: 'TLSv1.2' };
    expect(await refused({ kind: 'ws-client', address: 'ws://a:b:c' })).toEqual(['address']);
    expect(await refused({ kind: 'ws-client', address: 'ws://a', proxy })).toEqual(['proxy.address']);
    expect(await refused({ kind: 'ws-client', address: 'ws://a', headers })).toEqual(['headers']);
    expect(await refused({ kind: 'tls-client', address: 'a:1', tls })).toEqual(['tls.minVersion']);
  });
});

const firstWords = {
  smtp: /^EHLO \[127\.0\.0\.1\]\r\n$/,
  imap: /^w1 STARTTLS\r\n$/,
  pop3: /^STLS\r\n$/,
  ftp: /^AUTH TLS\r\n$/,
  xmpp: /^<\?xml.*to='mail\.test'/,
  ldap: /1\.3\.6\.1\.4\.1\.1466\.20037$/,
  postgres: /‹D2›/,
  mysql: /^ \0\0\u0001/,
};
