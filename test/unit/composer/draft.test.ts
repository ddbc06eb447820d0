import { describe, expect, it } from 'vitest';
import {
  hintOf,
  draftModes,
  initialDraft,
  readDraft,
  switchEscapes,
  switchMode,
} from '../../../renderer/features/composer/draft.ts';
import type { Destination } from '../../../shared/model/messageProblem.ts';
import type { ScopeVariable } from '../../../shared/template/scope.ts';
import { hex, utf8 } from '../../support/bytes.ts';
import { randomBelow, randomBytes, seededRandom } from '../../support/random.ts';
import { draftOf, overTcp, overWebSocket } from './drafts.ts';

describe('a draft', () => {
  it('begins as text with escapes, of the kind that the protocol sends', () => {
    expect(initialDraft('tcp-server')).toMatchObject({ mode: 'text', escapes: true, text: '', kind: 'data' });
    expect(initialDraft('udp').kind).toBe('data');
    expect(initialDraft('ws-client').kind).toBe('text');
  });

  it('has bytes in every mode', () => {
    expect(readDraft(draftOf({ text: String.raw`PING\r\n` }), overTcp).bytes).toEqual(utf8('PING\r\n'));
    expect(readDraft(draftOf({ text: String.raw`a\r`, escapes: false }), overTcp).bytes).toEqual(
      utf8('a\\r'),
    );
    expect(readDraft(draftOf({ mode: 'hex', text: '0x50, 4f' }), overTcp).bytes).toEqual(hex('50 4f'));
    expect(readDraft(draftOf({ mode: 'base64', text: 'UE8' }), overTcp).bytes).toEqual(hex('50 4f'));
  });

  it('is sent as a message alone, whatever else is kept with it', () => {
    const kept = { ...draftOf({ text: String.raw`{{host}}\r\n`, escapes: false }), revision: 'a1' };
    expect(readDraft(kept, overTcp).template).toEqual({
      kind: 'data',
      format: 'plain',
      encoding: 'utf-8',
      terminator: '',
      text: String.raw`{{host}}\r\n`,
    });
  });

  it('says what cannot be read and where it is', () => {
    expect(readDraft(draftOf({ mode: 'hex', text: '50 4g' }), overTcp)).toEqual({
      bytes: null,
      size: null,
      template: null,
      problem: {
        message: '“g” is not a hex digit. Write bytes as pairs of 0-9 and a-f.',
        place: { from: 4, to: 5 },
      },
    });
  });

  it('keeps a text message from being anything but UTF-8', () => {
    const invalid = readDraft(draftOf({ kind: 'text', text: String.raw`ab\xff` }), overWebSocket);
    expect(invalid.bytes).toEqual(hex('61 62 ff'));
    expect(invalid.problem?.message).toContain('from byte 2 on');
    expect(
      readDraft(draftOf({ kind: 'binary', text: String.raw`ab\xff` }), overWebSocket).problem,
    ).toBeNull();
    expect(
      readDraft(draftOf({ kind: 'text', text: String.raw`ab\xc3\xa9` }), overWebSocket).problem,
    ).toBeNull();
  });

  it.each(['ping', 'pong'] as const)('keeps a %s at 125 bytes', (kind) => {
    expect(readDraft(draftOf({ kind, text: 'x'.repeat(125) }), overWebSocket).problem).toBeNull();
    expect(readDraft(draftOf({ kind, text: 'x'.repeat(126) }), overWebSocket).problem?.message).toContain(
      '125 bytes',
    );
  });

  it('says before it is sent what a datagram holds at most', () => {
    const toIpv4: Destination = { kind: 'udp', largestDatagram: 65_507 };
    expect(readDraft(draftOf({ text: 'x'.repeat(65_507) }), toIpv4).problem).toBeNull();
    expect(readDraft(draftOf({ text: 'x'.repeat(65_508) }), toIpv4).problem).toMatchObject({
      code: 'datagramTooLong',
      message: 'A UDP datagram holds at most 65,507 bytes, and this message has 65,508. Send it in parts.',
    });
  });

  it('reads up to 1,000 references at a key, and of more none: they are read when it is sent', () => {
    let lookUps = 0;
    const variables = new Map<string, ScopeVariable>();
    variables.get = () => {
      lookUps += 1;
      return undefined;
    };
    const read = (count: number) => {
      lookUps = 0;
      const text = Array.from({ length: count }, (_, index) => `{{name${index}}} `).join('');
      return readDraft(draftOf({ text }), overTcp, [{ origin: 'a test', variables }]);
    };
    expect(read(1000).problem?.message).toContain('no variable “name0”');
    expect(lookUps).toBeGreaterThanOrEqual(1000);
    const { problem, template } = read(65_000);
    expect({ problem, lookUps }).toEqual({ problem: null, lookUps: 0 });
    expect(template?.text).toContain('{{name64999}}');
    expect(hintOf(draftOf({ text: '{{x}}'.repeat(1001) }))).toContain('more than 1,000 references');
  });

  it('is empty over a stream, which sends no empty messages, and says so by its code', () => {
    expect(readDraft(draftOf({}), overTcp)).toMatchObject({ bytes: hex(''), problem: { code: 'empty' } });
    expect(readDraft(draftOf({}), { kind: 'udp' }).problem).toBeNull();
  });
});

describe('switching modes', () => {
  it('writes the same bytes in another way', () => {
    const text = draftOf({ text: String.raw`é\r\n` });
    const asHex = switchMode(text, 'hex').draft;
    expect(asHex.text).toBe('c3 a9 0d 0a');
    expect(switchMode(asHex, 'base64').draft.text).toBe('w6kNCg==');
    expect(switchMode(asHex, 'text').draft.text).toBe(String.raw`é\r\n`);
  });

  it('keeps any bytes on any way through the modes', () => {
    const random = seededRandom(9);
    for (let times = 0; times < 1000; times += 1) {
      const bytes = randomBytes(random, 30);
      let draft = switchMode(draftOf({ mode: 'hex', text: '', escapes: random() < 0.5 }), 'base64').draft;
      draft = {
        ...draft,
        mode: 'hex',
        text: Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''),
      };
      for (let step = 0; step < 5; step += 1) {
        draft = switchMode(draft, draftModes[randomBelow(random, 3)] ?? 'text').draft;
        const switched = switchEscapes(draft, random() < 0.5);
        if (switched.ok) draft = switched.value;
        expect(readDraft(draft, overTcp).bytes).toEqual(bytes);
      }
    }
  });

  it('keeps a text that cannot be read as it is, and says so', () => {
    const { draft, notice } = switchMode(draftOf({ mode: 'hex', text: 'hello' }), 'text');
    expect(draft).toMatchObject({ mode: 'text', text: 'hello' });
    expect(notice).toContain('kept as it was');
  });

  it('turns escapes on for bytes that cannot be typed without them, and says so', () => {
    const { draft, notice } = switchMode(draftOf({ mode: 'hex', escapes: false, text: '41 ff' }), 'text');
    expect(draft).toMatchObject({ escapes: true, text: String.raw`A\xff` });
    expect(notice).toContain('Escapes are on');
  });
});

describe('switching escapes', () => {
  it('keeps the bytes', () => {
    const plain = switchEscapes(draftOf({ text: String.raw`a\\b\nc\t` }), false);
    expect(plain).toMatchObject({ ok: true, value: { escapes: false, text: 'a\\b\nc\t' } });
    expect(plain.ok && switchEscapes(plain.value, true)).toMatchObject({
      value: { escapes: true, text: String.raw`a\\b\nc\t` },
    });
  });

  it('is refused where that is not possible', () => {
    expect(switchEscapes(draftOf({ text: String.raw`a\r\n` }), false)).toMatchObject({
      ok: false,
      problem: expect.stringContaining('carriage return'),
    });
    expect(switchEscapes(draftOf({ text: String.raw`\xff` }), false).ok).toBe(false);
  });

  it('takes a text literally whose escapes cannot be read', () => {
    expect(switchEscapes(draftOf({ text: String.raw`C:\q` }), false)).toMatchObject({
      ok: true,
      value: { text: String.raw`C:\q` },
    });
  });
});

describe('the size of a draft', () => {
  const name = { value: 'abc', isSecret: false };
  const password = { value: null, isSecret: true };
  const scope = [{ origin: 'base', variables: new Map(Object.entries({ name, password })) }];
  it.each([
    ['ab', 2],
    ['a{{name}}', 4],
    ['a{{$uuid}}', null],
    ['a{{password}}', null],
    ['a{{unknown}}', null],
  ])('of %s is %s', (text, size) => {
    expect(readDraft(draftOf({ text }), overTcp, scope).size).toBe(size);
  });
});
