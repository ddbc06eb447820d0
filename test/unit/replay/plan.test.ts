import { describe, expect, it } from 'vitest';
import { SendPlan, type Conversation, type SendStep } from '../../../electron/engine/replay/plan.ts';
import { replayEndpoint } from '../../../electron/engine/replay/replayEndpoint.ts';
import { chosenTrust, hasSameTrust } from '../../../electron/engine/replay/replayTrust.ts';
import { endpointSchema, type Endpoint } from '../../../shared/model/connection.ts';
import type { RecordRow } from '../../../shared/model/record.ts';
import { got, rowsOf, sent } from '../../support/recordedRows.ts';

function planned(conversation: Conversation, ...pages: RecordRow[][]): SendStep[] {
  const plan = new SendPlan(conversation);
  return [...pages.flatMap((rows) => plan.take(rows)), ...plan.finish()];
}

describe('what is sent again', () => {
  const conversation = [
    { kind: 'opened' } as const,
    got('hello', { kind: 'text' }),
    sent('one', { kind: 'text' }),
    got('1', { kind: 'binary' }),
    got('p', { kind: 'ping' }),
    sent('p', { kind: 'pong' }),
    sent('?', { kind: 'ping' }),
    sent('other', { kind: 'text', peer: 2 }),
    got('other', { kind: 'text', peer: 2 }),
    sent('two', { kind: 'binary' }),
    sent('', { kind: 'close' }),
  ];

  it('is every message and ping that one peer was sent, in order', () => {
    const steps = planned({ peer: 1, isStream: false, lastSeq: 11 }, rowsOf(conversation));
    expect(steps.map(({ seq, kind, replies }) => [seq, kind, replies.weight])).toEqual([
      [3, 'text', 1],
      [7, 'ping', 0],
      [10, 'binary', 0],
    ]);
  });

  it('is TLS, where it was started, with what came up to then as replies', () => {
    const rows = rowsOf([
      got('220'),
      sent('STARTTLS'),
      got('go'),
      { kind: 'secured', peer: 1 },
      sent('x'),
      got('y'),
    ]);
    const steps = planned({ peer: 1, isStream: true, lastSeq: 6 }, rows);
    expect(steps.map(({ seq, kind, replies }) => [seq, kind, replies.weight])).toEqual([
      [2, 'data', 2],
      [4, 'startTls', 0],
      [5, 'data', 1],
    ]);
  });

  it('knows what of a stream came after each, and how that began', () => {
    const rows = rowsOf([got('abc'), sent('1'), got('defg'), got('h'), sent('2'), sent('3'), got('late')]);
    const conversationOfSix = { peer: 1, isStream: true, lastSeq: 6 };
    const expected = [
      [5, 'defg'],
      [0, ''],
      [0, ''],
    ];
    for (const pages of [[rows], [rows.slice(0, 3), rows.slice(3, 5), rows.slice(5)]]) {
      const steps = planned(conversationOfSix, ...pages);
      expect(steps.map(({ replies }) => [replies.weight, new TextDecoder().decode(replies.opening)])).toEqual(
        expected,
      );
    }
  });
});

describe('where it is sent', () => {
  const wsClient = endpointSchema.parse({
    kind: 'ws-client',
    address: 'ws://one/chat',
    headers: [{ name: 'X-Key', value: 'k' }],
    subprotocols: ['mqtt'],
    connectTimeoutMs: 300,
  });
  const tcpServer = endpointSchema.parse({ kind: 'tcp-server', address: 'tcp://127.0.0.1:0' });
  const udp = endpointSchema.parse({ kind: 'udp', address: 'udp://127.0.0.1:53', bind: '127.0.0.1:5353' });

  it('is the given address, with the recorded options, and waits for its disk', () => {
    expect(replayEndpoint(wsClient, ' wss://two:1/x ', 'own')).toEqual({
      ...wsClient,
      address: 'wss://two:1/x',
      whenDiskFails: 'pause',
    });
    expect(replayEndpoint(wsClient, 'two', 'own')).toMatchObject({ address: 'two' });
  });

  it('is reached as a client, whatever was recorded, and from a free port', () => {
    expect(replayEndpoint(tcpServer, 'tcp://127.0.0.1:9', 'own')).toMatchObject({ kind: 'tcp-client' });
    expect(replayEndpoint(udp, 'udp://127.0.0.1:9', 'own')).toMatchObject({ kind: 'udp', bind: '' });
    const wsServer = endpointSchema.parse({
      kind: 'ws-server',
      address: 'ws://127.0.0.1:0',
      subprotocols: ['a'],
    });
    expect(replayEndpoint(wsServer, 'ws://x:1', 'own')).toMatchObject({
      kind: 'ws-client',
      subprotocols: ['a'],
    });
  });

  it('is another kind of stream, with what its options have in common', () => {
    const tls = endpointSchema.parse({
      kind: 'tls-client',
      address: 'tls://one:1',
      connectTimeoutMs: 300,
      socket: { localAddress: '127.0.0.1:4000', keepAliveMs: 5 },
      reconnect: { enabled: true },
      onOpen: [{ kind: 'data', format: 'text', text: 'hi' }],
      tls: { serverName: 'two', keyLog: true },
    });
    expect(replayEndpoint(tls, 'two:2', 'own')).toMatchObject({
      kind: 'tls-client',
      connectTimeoutMs: 300,
      socket: { localAddress: '127.0.0.1', keepAliveMs: 5 },
      reconnect: { enabled: false },
      onOpen: [],
      tls: { serverName: 'two', keyLog: false },
    });
    expect(replayEndpoint(tls, 'tcp://two:2', 'own')).toMatchObject({ kind: 'tcp-client', startTls: 'none' });
    expect(replayEndpoint(tls, 'unix:/run/two', 'own')).toMatchObject({
      kind: 'unix-client',
      connectTimeoutMs: 300,
    });
    const unix = endpointSchema.parse({ kind: 'unix-server', address: 'unix:/run/one' });
    expect(replayEndpoint(unix, '/run/two', 'own')).toMatchObject({
      kind: 'unix-client',
      address: '/run/two',
    });
    expect(replayEndpoint(unix, 'tls://two:2', 'own')).toMatchObject({ kind: 'tls-client' });
  });

  it('is reached as this person would, whatever a stranger wrote into the file', () => {
    const socket = { keepAliveMs: 5 };
    const foreign = endpointSchema.parse({
      kind: 'tls-client',
      address: 'tls://one:1',
      proxy: { use: 'socks5', address: 'elsewhere.example:1080', password: { id: 'p', name: 'p' } },
      socket,
      tls: {
        verify: false,
        trusted: [Array(32).fill('AB').join(':')],
        ca: 'theirs',
        systemCa: false,
        certificate: 'theirs',
        key: { id: 'k', name: 'k' },
        serverName: 'elsewhere.example',
        ciphers: 'NULL',
        minVersion: 'TLSv1',
        alpn: ['h2'],
      },
    });
    for (const to of ['tls://bank.example:443', 'tcp://bank.example:443']) {
      const kind = to.startsWith('tls') ? 'tls-client' : 'tcp-client';
      expect(replayEndpoint(foreign, to, 'foreign')).toEqual(
        endpointSchema.parse({ kind, address: to, socket, tls: { alpn: ['h2'] }, whenDiskFails: 'pause' }),
      );
    }
    const webSocket = endpointSchema.parse({ ...wsClient, tls: { verify: false }, proxy: { use: 'http' } });
    expect(replayEndpoint(webSocket, 'wss://two:1', 'foreign')).toMatchObject({
      headers: wsClient.kind === 'ws-client' ? wsClient.headers : null,
      tls: { verify: true },
      proxy: { use: 'none' },
    });
  });

  it('is the way of a saved connection only where address, proxy and TLS are the very same', () => {
    const tls = { verify: false, key: { id: 'k', name: 'k' } };
    const recorded = endpointSchema.parse({ kind: 'tls-client', address: 'tls://one:1', tls });
    const saved = (more: object): Endpoint =>
      endpointSchema.parse({ kind: 'tls-client', address: 'tls://one:1', tls, ...more });
    expect(hasSameTrust(recorded, saved({ connectTimeoutMs: 300 }))).toBe(true);
    expect(hasSameTrust(recorded, saved({ address: 'tls://two:1' }))).toBe(false);
    expect(hasSameTrust(recorded, saved({ tls: {} }))).toBe(false);
    expect(hasSameTrust(recorded, saved({ proxy: { use: 'environment' } }))).toBe(false);
    expect(hasSameTrust(recorded, saved({ kind: 'tcp-client' }))).toBe(false);
    expect(replayEndpoint(recorded, 'tls://two:2', 'own')).toMatchObject({ tls });
  });

  it('leaves of a stranger’s recording what was chosen of proxy and TLS, except ALPN and the key log', () => {
    const proxy = { use: 'http', address: 'p:1' };
    const tls = { verify: false, alpn: ['x'], keyLog: true };
    const chosen = (endpoint: object): readonly string[] => chosenTrust(endpointSchema.parse(endpoint));
    expect(chosen({ kind: 'ws-client', address: 'wss://h', proxy, tls })).toEqual([
      'proxy.use',
      'proxy.address',
      'tls.verify',
    ]);
    expect(chosen({ kind: 'tls-client', address: 'h:1' })).toEqual([]);
    expect(chosen({ kind: 'tls-server', address: 'h:1', tls: { minVersion: 'TLSv1.3' } })).toEqual([]);
  });

  it.each([
    ['', 'Type an address'],
    ['udp://127.0.0.1:1', 'begins with tcp://, tls://, or unix:, but udp:// is another protocol.'],
    ['127.0.0.1', 'Add a port'],
    ['tcp://127.0.0.1:0', 'Port 0 stands for any free port, so nobody can be reached there'],
  ])('is refused when it is “%s”', (to, message) => {
    expect(() => replayEndpoint(tcpServer, to, 'own')).toThrow(message);
  });
});
