import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDraft } from '../../../renderer/features/composer/draft.ts';
import { draftOfBytes } from '../../../renderer/state/window/draftOfBytes.ts';
import { readMessage } from '../../../shared/model/writtenMessage.ts';
import { layer } from '../../support/templates.ts';
import { dryResolver } from '../../../renderer/state/workspace/templateCheck.ts';

/** The bytes that a draft is sent as, templates resolved. */
function sentBytes(bytes: Uint8Array): Uint8Array | string {
  const draft = draftOfBytes(bytes, 'data', 'tcp-client');
  const { bytes: plain, template, problem } = readDraft(draft, { kind: 'tcp-client' });
  if (plain !== null) return plain;
  if (template === null) return problem?.message ?? '';
  const read = readMessage(template, { kind: 'tcp-client' }, dryResolver([]));
  return read.ok ? read.value.bytes : read.problem.message;
}

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

describe('a draft of bytes', () => {
  it('is sent as exactly these bytes, whatever they are', () => {
    const pieces = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 20 }),
      fc.string({ unit: 'grapheme', minLength: 1 }).map(text),
      fc
        .constantFrom('{{name}}', '{{$uuid}}', '{{"{{"}}', '\\r\\n', '\r\n', '\t', '{{', '}}', '\\x41')
        .map(text),
    );
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 6 }), (parts) => {
        const bytes = Uint8Array.from(parts.flatMap((part) => [...part]));
        expect(sentBytes(bytes)).toEqual(bytes);
      }),
    );
  });

  it('has the variables of secrets in their place, and is sent as the same bytes', () => {
    const scope = [layer('the base', { secretToken: 'hush-hush', other: 'ü' })];
    const around = fc.oneof(
      fc.uint8Array({ maxLength: 4 }),
      fc.constantFrom('', '{', '{{', '{{$', '{{a', '}', '}}', '{"a":', ':v7}}', '\\', 'é', '\n').map(text),
    );
    fc.assert(
      fc.property(around, around, around, (before, between, after) => {
        const secret = text('hush-hush');
        const [first, second] = [before.length, before.length + secret.length + between.length];
        const bytes = Uint8Array.from([...before, ...secret, ...between, ...secret, ...after]);
        const places = [first, second].map((from) => {
          const to = from + secret.length;
          return { name: 'secretToken', from, to };
        });
        const draft = draftOfBytes(bytes, 'data', 'tcp-client', places);
        expect(draft.text).not.toContain('hush');
        const { template } = readDraft(draft, { kind: 'tcp-client' }, scope);
        if (template === null) throw new Error(`No template: ${draft.text}`);
        const read = readMessage(template, { kind: 'tcp-client' }, dryResolver(scope));
        expect(read.ok ? read.value.bytes : read.problem.message).toEqual(bytes);
      }),
    );
  });

  it('is text with escapes where it is one, else hex', () => {
    const draftOf = (content: Uint8Array) => draftOfBytes(content, 'data', 'tcp-client');
    expect(draftOf(text('PING\r\n'))).toMatchObject({
      mode: 'text',
      escapes: true,
      text: String.raw`PING\r\n`,
    });
    expect(draftOf(text('Grüße\t\\'))).toMatchObject({ mode: 'text', text: String.raw`Grüße\t\\` });
    expect(draftOf(Uint8Array.of(0x41, 0))).toMatchObject({ mode: 'hex', text: '41 00' });
    expect(draftOf(Uint8Array.of(0xff, 0x41))).toMatchObject({ mode: 'hex', text: 'ff 41' });
    expect(draftOf(text('\u001b[1m'))).toMatchObject({ mode: 'hex' });
  });

  it('keeps what a WebSocket sent it as, and is a text or binary message of what came from elsewhere', () => {
    const kindOf = (content: Uint8Array, kind: 'data' | 'text' | 'binary' | 'ping' | 'close') => [
      draftOfBytes(content, kind, 'ws-client').kind,
      draftOfBytes(content, kind, 'tcp-client').kind,
    ];
    expect(kindOf(text('a'), 'binary')).toEqual(['binary', 'data']);
    expect(kindOf(text('a'), 'text')).toEqual(['text', 'data']);
    expect(kindOf(text('a'), 'data')).toEqual(['text', 'data']);
    expect(kindOf(Uint8Array.of(0xff), 'data')).toEqual(['binary', 'data']);
    // A ping stays one, so that it is refused over TCP.
    expect(kindOf(text('a'), 'ping')).toEqual(['ping', 'ping']);
    expect(kindOf(Uint8Array.of(3, 232), 'close')).toEqual(['binary', 'data']);
  });
});
