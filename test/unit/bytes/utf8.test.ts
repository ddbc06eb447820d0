import { describe, expect, it } from 'vitest';
import { decodeUtf8Segments, isUtf8, type Utf8Segment } from '../../../shared/bytes/utf8.ts';
import { hex, utf8 } from '../../support/bytes.ts';
import { randomBelow, randomBytes, seededRandom } from '../../support/random.ts';

function shape(segments: readonly Utf8Segment[]): [string, number, number, string?][] {
  return segments.map((segment) =>
    segment.kind === 'text'
      ? [segment.kind, segment.from, segment.to, segment.text]
      : [segment.kind, segment.from, segment.to],
  );
}

describe('UTF-8', () => {
  it.each([
    ['c3 a9', true],
    ['f0 9f 98 80', true],
    ['ef bb bf', true],
    ['', true],
    ['80', false],
    ['c3', false],
    ['c0 80', false],
    ['e0 80 80', false],
    ['ed a0 80', false],
    ['f4 90 80 80', false],
    ['f5 80 80 80', false],
  ])('judges %s as valid: %s', (text, valid) => {
    expect(isUtf8(hex(text))).toBe(valid);
  });

  it('judges characters that lie across its own steps', () => {
    const bytes = new Uint8Array(65_536 + 3).fill(0x61);
    bytes.set(utf8('😀'), 65_535);
    expect(isUtf8(bytes)).toBe(true);
    bytes[65_537] = 0x61;
    expect(isUtf8(bytes)).toBe(false);
  });

  it('sets invalid bytes apart from the text around them', () => {
    expect(shape(decodeUtf8Segments(hex('61 ff fe c3 a9 c3 62')))).toEqual([
      ['text', 0, 1, 'a'],
      ['invalid', 1, 3],
      ['text', 3, 5, 'é'],
      ['invalid', 5, 6],
      ['text', 6, 7, 'b'],
    ]);
  });

  it('keeps a byte order mark', () => {
    expect(shape(decodeUtf8Segments(hex('ef bb bf 61')))).toEqual([['text', 0, 4, '\ufeffa']]);
  });

  it('knows pieces of characters at the edges of a window from invalid bytes', () => {
    const window = hex('98 80 61 f0 9f');
    expect(shape(decodeUtf8Segments(window, { continuesBefore: true, continuesAfter: true }))).toEqual([
      ['cut', 0, 2],
      ['text', 2, 3, 'a'],
      ['cut', 3, 5],
    ]);
    expect(shape(decodeUtf8Segments(window))).toEqual([
      ['invalid', 0, 2],
      ['text', 2, 3, 'a'],
      ['invalid', 3, 5],
    ]);
  });

  it('agrees with the platform on what is valid, and puts every byte into exactly one segment', () => {
    const random = seededRandom(7);
    for (let times = 0; times < 3000; times += 1) {
      const bytes = randomBytes(random, 30);
      const edges = { continuesBefore: random() < 0.5, continuesAfter: random() < 0.5 };
      const segments = decodeUtf8Segments(bytes, edges);
      let at = 0;
      for (const { from, to } of segments) {
        expect(from).toBe(at);
        expect(to).toBeGreaterThan(from);
        at = to;
      }
      expect(at).toBe(bytes.length);
      const whole = decodeUtf8Segments(bytes);
      expect(whole.every(({ kind }) => kind === 'text')).toBe(isUtf8(bytes));
    }
  });

  it('finds nothing invalid in any window of valid text', () => {
    const random = seededRandom(8);
    const bytes = utf8('aé漢😀\u202e'.repeat(20));
    for (let times = 0; times < 1000; times += 1) {
      const from = randomBelow(random, bytes.length);
      const to = from + randomBelow(random, bytes.length - from + 1);
      const edges = { continuesBefore: from > 0, continuesAfter: to < bytes.length };
      const kinds = decodeUtf8Segments(bytes.subarray(from, to), edges).map(({ kind }) => kind);
      expect(kinds).not.toContain('invalid');
    }
  });
});
