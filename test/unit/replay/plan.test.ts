import { describe, expect, it } from 'vitest';
import { SendPlan, type Conversation, type SendStep } from '../../../electron/engine/replay/plan.ts';
import { replayEndpoint } from '../../../electron/engine/replay/replayEndpoint.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
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
    expect(replayEndpoint(wsClient, ' wss://two:1/x ')).toEqual({
      ...wsClient,
      address: 'wss://two:1/x',
      whenDiskFails: 'pause',
    });
    expect(replayEndpoint(wsClient, 'two')).toMatchObject({ address: 'two' });
  });

  it('is reached as a client, whatever was recorded, and from a free port', () => {
    expect(replayEndpoint(tcpServer, 'tcp://127.0.0.1:9')).toMatchObject({ kind: 'tcp-client' });
    expect(replayEndpoint(udp, 'udp://127.0.0.1:9')).toMatchObject({ kind: 'udp', bind: '' });
    const wsServer = endpointSchema.parse({
      kind: 'ws-server',
      address: 'ws://127.0.0.1:0',
      subprotocols: ['a'],
    });
    expect(replayEndpoint(wsServer, 'ws://x:1')).toMatchObject({ kind: 'ws-client', subprotocols: ['a'] });
  });

  it.each([
    ['', 'Type an address'],
    ['udp://127.0.0.1:1', 'begins with tcp://, and udp:// is another protocol.'],
    ['127.0.0.1', 'Add a port'],
    ['tcp://127.0.0.1:0', 'Nothing can be sent to port 0'],
  ])('is refused when it is “%s”', (to, message) => {
    expect(() => replayEndpoint(tcpServer, to)).toThrow(message);
  });
});
