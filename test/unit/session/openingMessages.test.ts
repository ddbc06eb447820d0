import { describe, expect, it } from 'vitest';
import { openingMessagesOf } from '../../../electron/engine/session/openingMessages.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
import type { TlsFacts } from '../../../shared/model/facts.ts';
import { resolverOf } from '../../support/templates.ts';
import { StagedLink, stageSession } from '../../support/sessionStage.ts';

const client = (...onOpen: object[]): object => ({
  kind: 'tcp-client',
  address: 'tcp://127.0.0.1:9',
  onOpen,
});
const text = (content: string): object => ({ kind: 'data', format: 'text', text: content });
const encode = (content: string): Uint8Array => new TextEncoder().encode(content);

const tls: TlsFacts = {
  role: 'client',
  version: 'TLSv1.3',
  cipher: null,
  alpn: null,
  serverName: null,
  isSessionReused: false,
  verification: 'pinned',
  problem: null,
  chain: [],
  keyLogPath: null,
};

describe('messages to be sent after connecting', () => {
  it('are read as they were written', () => {
    const endpoint = endpointSchema.parse(
      client(
        text('HELLO\\r\\n'),
        { kind: 'data', format: 'hex', text: '00 ff' },
        { kind: 'data', format: 'base64', text: 'AQI=' },
      ),
    );
    const parsed = openingMessagesOf(endpoint, () => resolverOf());
    expect(parsed.ok ? parsed.value.map(({ bytes }) => [...bytes]) : parsed.problem).toEqual([
      [72, 69, 76, 76, 79, 13, 10],
      [0, 255],
      [1, 2],
    ]);
  });

  it.each([
    ['hex that is none', { kind: 'data', format: 'hex', text: '0g' }],
    ['an escape that is none', { kind: 'data', format: 'text', text: '\\q' }],
    ['base64 that is none', { kind: 'data', format: 'base64', text: '?' }],
    ['text over TCP', { kind: 'text', format: 'text', text: 'a' }],
    ['nothing', { kind: 'data', format: 'text', text: '' }],
  ])('keep the connection from opening when one is wrong: %s', (_what, message) => {
    const parsed = openingMessagesOf(endpointSchema.parse(client(text('fine'), message)), () => resolverOf());
    expect(parsed).toMatchObject({
      ok: false,
      problem: {
        field: 'onOpen.1',
        message: expect.stringMatching(/^Message 2 of those sent after connecting is wrong\. /),
      },
    });
  });

  it('go out in order, before what a person sends, and again after each connect', async () => {
    const stage = await stageSession({ ...client(text('one'), text('two')), reconnect: { enabled: true } });
    for (const link of [new StagedLink(), new StagedLink()]) {
      const sink = stage.last().opens(link);
      await stage.session.send('all', 'data', encode('typed'));
      expect(link.done).toEqual(['send one', 'send two', 'send typed']);
      sink.closed({ clean: true, reason: 'Closed.' }, 20);
      stage.last().closes();
      stage.wake();
    }
    expect(stage.story().filter((line) => line.startsWith('data'))).toEqual([
      'data: one',
      'data: two',
      'data: typed',
      'data: one',
      'data: two',
      'data: typed',
    ]);
  });

  it('wait for TLS where a dialogue leads to it', async () => {
    const stage = await stageSession({ ...client(text('secret')), startTls: 'imap' });
    const link = new StagedLink();
    const sink = stage.last().opens(link, { isReady: false });
    sink.payload({ kind: 'data', direction: 'out', bytes: encode('STARTTLS'), atUs: 11, note: null });
    await Promise.resolve();
    expect(link.done).toEqual([]);
    sink.secured(tls, 12);
    await stage.session.send('all', 'data', encode('typed'));
    expect(link.done).toEqual(['send secret', 'send typed']);
    expect(stage.story()).toEqual([
      'opened: 127.0.0.1:1 → 127.0.0.1:2',
      'data: STARTTLS',
      'secured: TLSv1.3, certificate trusted by its fingerprint',
      'data: secret',
      'data: typed',
    ]);
  });

  it('are told as failed when they could not be sent', async () => {
    const stage = await stageSession(client(text('one')));
    const link = new StagedLink();
    link.broken = 'The other side has gone.';
    const sink = stage.last().opens(link);
    await expect(stage.session.send('all', 'data', encode('typed'))).rejects.toThrow('has gone');
    sink.closed({ clean: true, reason: 'Closed.' }, 20);
    await new Promise((resolve) => void setImmediate(resolve));
    expect(stage.story().filter((line) => line.startsWith('failed'))).toEqual([
      'failed: The last message was not sent: The other side has gone.',
      'failed: Not sent either: one more message (5 bytes), for the same reason.',
    ]);
  });
});
