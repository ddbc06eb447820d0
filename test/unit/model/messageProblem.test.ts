import { describe, expect, it } from 'vitest';
import { checkMessage } from '../../../electron/engine/session/sendRules.ts';
import type { EndpointKind } from '../../../shared/model/endpointKinds.ts';
import { destinationOf, messageProblem } from '../../../shared/model/messageProblem.ts';
import type { SendKind } from '../../../shared/model/sending.ts';
import { hex, utf8 } from '../../support/bytes.ts';

const hello = utf8('hello');
const codeOf = (endpoint: EndpointKind, kind: SendKind, bytes: Uint8Array = hello): string | null =>
  messageProblem({ kind, bytes }, { kind: endpoint })?.code ?? null;

describe('what may be sent', () => {
  it('is data over TCP and UDP, and everything else over a WebSocket', () => {
    expect(codeOf('tcp-client', 'data')).toBeNull();
    expect(codeOf('ws-client', 'text')).toBeNull();
    expect(codeOf('tcp-server', 'ping')).toBe('wrongKind');
    expect(codeOf('udp', 'binary')).toBe('wrongKind');
    expect(codeOf('ws-server', 'data')).toBe('wrongKind');
  });

  it('is at least a byte over TCP; an empty datagram or WebSocket message is one', () => {
    const nothing = new Uint8Array();
    expect(codeOf('tcp-client', 'data', nothing)).toBe('empty');
    expect(codeOf('unix-server', 'data', nothing)).toBe('empty');
    expect(codeOf('udp', 'data', nothing)).toBeNull();
    expect(codeOf('ws-client', 'text', nothing)).toBeNull();
  });

  it.each([
    ['udp://127.0.0.1:9', 65_507],
    ['udp://[::ffff:127.0.0.1]:9', 65_507],
    ['udp://[::1]:9', 65_527],
    ['udp://a.name:9', 65_527],
  ])('is to %s a datagram of %i bytes and no more', (address, most) => {
    const destination = destinationOf({ kind: 'udp', address });
    expect(messageProblem({ kind: 'data', bytes: new Uint8Array(most) }, destination)).toBeNull();
    expect(messageProblem({ kind: 'data', bytes: new Uint8Array(most + 1) }, destination)).toEqual({
      code: 'datagramTooLong',
      message: `A UDP datagram holds at most ${most.toLocaleString('en')} bytes, and this message has ${(most + 1).toLocaleString('en')}. Send it in parts.`,
    });
  });

  it('is a ping of 125 bytes and no more', () => {
    expect(codeOf('ws-client', 'ping', new Uint8Array(125))).toBeNull();
    expect(codeOf('ws-client', 'ping', new Uint8Array(126))).toBe('controlFrameTooLong');
    expect(codeOf('ws-client', 'binary', new Uint8Array(126))).toBeNull();
  });

  it.each([
    ['ff', 'from byte 0 on this is not'],
    ['61 62 ff', 'from byte 2 on this is not'],
    ['61 c3', 'from byte 1 on this is not'],
  ])('is text only when it is UTF-8, which %s is not', (bytes, place) => {
    const problem = messageProblem({ kind: 'text', bytes: hex(bytes) }, { kind: 'ws-client' });
    expect(problem?.code).toBe('notUtf8');
    expect(problem?.message).toContain(place);
    expect(codeOf('ws-client', 'binary', hex(bytes))).toBeNull();
  });

  it.each([
    ['ws-client', 'data', hello, /^A WebSocket sends text, binary, ping or pong\. Choose one of them\.$/],
    ['tcp-client', 'ping', hello, /^Only a WebSocket sends ping messages\. Send this as data\.$/],
    ['tcp-client', 'data', new Uint8Array(), /^Nothing to send: an empty message puts no bytes on a stream/],
    ['ws-client', 'text', hex('ff'), /^A WebSocket text message must be UTF-8, .* Send it as binary\.$/],
  ] as const)('over %s as %s says what to do', (kind, sent, bytes, sentence) => {
    expect(messageProblem({ kind: sent, bytes }, { kind })?.message).toMatch(sentence);
  });

  it('is refused by a session in the same words', () => {
    const refused = { kind: 'ping', bytes: new Uint8Array(126) } as const;
    const { message } = messageProblem(refused, { kind: 'ws-client' }) ?? { message: '' };
    expect(message).toContain('at most 125 bytes');
    expect(() => checkMessage('ws-client', refused)).toThrow(message);
    expect(() => checkMessage('ws-client', { kind: 'ping', bytes: hello })).not.toThrow();
  });
});
