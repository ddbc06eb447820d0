import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageOptions } from '../../../electron/cli/messages.ts';
import { commonOptions } from '../../../electron/cli/sessionOptions.ts';
import { commandsFor } from '../../../shared/command/commandsFor.ts';
import { EndpointDraft } from '../../../shared/command/read/draft.ts';
import { isCommand } from '../../../shared/command/read/isCommand.ts';
import { readCommand } from '../../../shared/command/read/readCommand.ts';
import { shellWords } from '../../../shared/command/read/shellWords.ts';
import { readWirebench } from '../../../shared/command/read/wirebench.ts';
import { formatCommand } from '../../../shared/command/shellText.ts';
import { endpointSchema, type Endpoint } from '../../../shared/model/connection.ts';
import { hostileEndpoints } from './endpoints.ts';

const read = (text: string): { endpoint: Endpoint; left: readonly string[] } => {
  const outcome = readCommand(text);
  if (!outcome.ok) throw new Error(outcome.problem.message);
  return outcome.value;
};
const endpointOf = (given: object): Endpoint => endpointSchema.parse(given);

describe('a command from a manual or a chat', () => {
  it.each<[string, object]>([
    ['nc 127.0.0.1 6379', { kind: 'tcp-client', address: 'tcp://127.0.0.1:6379' }],
    ['$ nc -v localhost 25', { kind: 'tcp-client', address: 'tcp://localhost:25' }],
    ['nc -lk 8080', { kind: 'tcp-server', address: 'tcp://0.0.0.0:8080' }],
    ['nc -l -p 8080 -s 127.0.0.1', { kind: 'tcp-server', address: 'tcp://127.0.0.1:8080' }],
    ['nc -u -w1 10.0.0.1 514', { kind: 'udp', address: 'udp://10.0.0.1:514' }],
    ['nc -U /var/run/docker.sock', { kind: 'unix-client', address: 'unix:/var/run/docker.sock' }],
    [
      'ncat --ssl -w 5 --ssl-verify example.org 443',
      { kind: 'tls-client', address: 'tls://example.org:443', connectTimeoutMs: 5000 },
    ],
    [
      'socat - TCP6:[::1]:80,connect-timeout=3',
      { kind: 'tcp-client', address: 'tcp://[::1]:80', connectTimeoutMs: 3000, socket: { family: '6' } },
    ],
    [
      'socat UDP4-RECV:5353,bind=0.0.0.0 -',
      { kind: 'udp', address: '', bind: '0.0.0.0:5353', socket: { family: '4' } },
    ],
    ['socat - UNIX-CONNECT:/tmp/a\\:b', { kind: 'unix-client', address: 'unix:/tmp/a:b' }],
    [
      'openssl s_client -connect example.org:443 -servername other.example -verify_return_error',
      { kind: 'tls-client', address: 'tls://example.org:443', tls: { serverName: 'other.example' } },
    ],
    [
      'openssl s_client -starttls smtp -connect mail.example:587 -tls1_2 -quiet',
      {
        kind: 'tcp-client',
        address: 'tcp://mail.example:587',
        startTls: 'smtp',
        tls: { verify: false, minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' },
      },
    ],
    [
      'websocat -H="Origin: https://example.org" --protocol chat wss://example.org/ws',
      {
        kind: 'ws-client',
        address: 'wss://example.org/ws',
        headers: [{ name: 'Origin', value: 'https://example.org' }],
        subprotocols: ['chat'],
      },
    ],
    ['websocat -s 1234', { kind: 'ws-server', address: 'ws://127.0.0.1:1234/' }],
    [
      "wscat -c ws://localhost:8080 -H 'Authorization: Bearer x' -n",
      {
        kind: 'ws-client',
        address: 'ws://localhost:8080',
        headers: [{ name: 'Authorization', value: 'Bearer x' }],
      },
    ],
    [
      'curl -v telnet://towel.blinkenlights.nl',
      {
        kind: 'tcp-client',
        address: 'tcp://towel.blinkenlights.nl:23',
        proxy: { use: 'environment' },
      },
    ],
    [
      'curl --unix-socket /run/a.sock http://localhost/',
      { kind: 'unix-client', address: 'unix:/run/a.sock' },
    ],
    [
      `curl 'wss://example.org/chat' \\
  -H 'Upgrade: websocket' \\
  -H 'Cookie: a=b' \\
  -H $'X-It: it\\'s' --insecure`,
      {
        kind: 'ws-client',
        address: 'wss://example.org/chat',
        headers: [
          { name: 'Cookie', value: 'a=b' },
          { name: 'X-It', value: "it's" },
        ],
        tls: { verify: false },
        proxy: { use: 'environment' },
      },
    ],
    [
      'wirebench listen tcp://127.0.0.1:9000 --max-peers 3',
      { kind: 'tcp-server', address: 'tcp://127.0.0.1:9000', peerLimit: 3 },
    ],
  ])('%s', (text, wanted) => {
    expect(isCommand(text)).toBe(true);
    expect(read(text)).toEqual({ endpoint: endpointOf(wanted), left: expect.any(Array) });
  });

  it('of Wirebench has its opening messages as what they are sent, each with encoding and terminator', () => {
    const given = String.raw`wirebench connect ws://h/ --encoding latin1 --on-open é --terminator crlf --on-open-hex 00`;
    expect(read(given).endpoint).toMatchObject({
      onOpen: [
        { kind: 'binary', format: 'text', encoding: 'iso-8859-1', terminator: '\\r\\n', text: 'é' },
        { kind: 'binary', format: 'hex', encoding: 'utf-8', terminator: '', text: '00' },
      ],
    });
    expect(read('wirebench connect tcp://h:1 --send a --terminator lf').left).toContain('--terminator lf');
  });

  it('of Wirebench has its values as the command line takes them', () => {
    const fingerprint = 'ab'.repeat(32);
    const given = `wirebench connect --save x.wbs --quiet wss://h/ --max-message 64KiB --proxy http://p --trust ${fingerprint} --min-version tls1.2`;
    expect(read(given)).toEqual({
      endpoint: endpointOf({
        kind: 'ws-client',
        address: 'wss://h/',
        messageLimitBytes: 65_536,
        proxy: { use: 'http', address: 'p:80' },
        tls: { trusted: [Array.from({ length: 32 }, () => 'AB').join(':')], minVersion: 'TLSv1.2' },
      }),
      left: [],
    });
  });

  it.each(Object.entries({ ...commonOptions, ...messageOptions }))(
    'of Wirebench is read with its option --%s',
    (name, { type }) => {
      const option = type === 'string' ? [`--${name}`, 'VALUE'] : [`--${name}`];
      const line = shellWords(`wirebench connect ${option.join(' ')} tcp://h:1`);
      const draft = new EndpointDraft();
      expect(line.ok && readWirebench(line.value.words.slice(1), draft)).toBe(true);
      expect(draft.address).toBe('tcp://h:1');
    },
  );

  it('is told what the connection does not take over', () => {
    expect(read('ncat -C --ssl --ssl-cert me.pem --frobnicate h 1 | tee log').left).toEqual([
      '| tee log',
      '--ssl-cert me.pem',
      '--frobnicate',
    ]);
    expect(readCommand('nc -C h 25')).toMatchObject({ ok: true, value: { left: [], terminator: '\\r\\n' } });
    expect(read('nc -u -w1 10.0.0.1 514').left).toEqual(['-w 1']);
    expect(read('curl --socks5 user:secret@p:1080 ws://h/').left).toEqual(['the password of the proxy']);
    expect(read('socat TCP-LISTEN:80,fork TCP:h:81').left).toEqual(['the relay to TCP-LISTEN:80,fork']);
  });

  it.each([
    ["nc 'h 1", 'This quote is not closed.'],
    ['curl https://example.org/', 'This use of curl does not open a connection that Wirebench has.'],
    ['openssl x509 -in a.pem', 'This use of openssl does not open a connection that Wirebench has.'],
    ['socat - SCTP:h:1', 'This use of socat does not open a connection that Wirebench has.'],
    [
      'wirebench connect tcp://h:1 --ttl 5 --family 7',
      '--family 7 cannot be used. It must be one of 4, 6, any.',
    ],
  ])('%s is refused with a sentence', (text, message) => {
    expect(readCommand(text)).toMatchObject({ ok: false, problem: { message } });
  });

  it.each(['tcp://127.0.0.1:9000', 'example.org:80', 'ncat', 'curly wss://h/', ''])('is not %j', (text) => {
    expect(isCommand(text)).toBe(false);
  });
});

it('reads whatever is pasted without throwing', () => {
  const programs = fc.constantFrom(
    'nc',
    'ncat',
    'socat',
    'openssl s_client',
    'websocat',
    'wscat -c',
    'curl',
    'wirebench connect',
  );
  fc.assert(
    fc.property(programs, fc.string({ unit: 'grapheme' }), (program, rest) => {
      const outcome = readCommand(`${program} ${rest}`);
      expect(outcome.ok || outcome.problem.message !== '').toBe(true);
    }),
  );
});

/** What is in files does not come back from a command, nor what is not sent (spaces around a header's value), nor a server name that is none. */
const withoutFiles = (endpoint: Endpoint): Endpoint => {
  const tidy: Record<string, unknown> = { ...endpoint };
  if ('headers' in endpoint)
    tidy['headers'] = endpoint.headers.map(({ name, value }) => ({ name, value: value.trim() }));
  if ('tls' in endpoint) {
    const alpn = endpoint.tls.alpn
      .map((name) => name.replaceAll(',', '').trim())
      .filter((name) => name !== '');
    tidy['tls'] = { ...endpoint.tls, ca: '', certificate: '', key: null, pfx: null, alpn };
    if ('serverName' in endpoint.tls)
      tidy['tls'] = {
        ...Object(tidy['tls']),
        serverName: endpoint.tls.serverName.replaceAll(/[^\w*-]/g, ''),
      };
  }
  return endpointOf(tidy);
};

it.each(['posix', 'cmd'] as const)(
  'is what “copy as command” prints for %s, and comes back as the connection that prints it',
  (shell) => {
    fc.assert(
      fc.property(hostileEndpoints, (made) => {
        const endpoint = withoutFiles(made);
        for (const command of commandsFor(endpoint)) {
          const again = read(formatCommand(command, shell));
          const printed = commandsFor(again.endpoint).find(({ tool }) => tool === command.tool);
          expect(printed?.arguments).toEqual(command.arguments);
        }
      }),
      { numRuns: 300 },
    );
  },
);
