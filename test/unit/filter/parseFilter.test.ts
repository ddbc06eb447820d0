import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFilter } from '../../support/formatFilter.ts';
import { parseFilter } from '../../../shared/filter/parseFilter.ts';
import { filterArbitrary, filterOf, filterTextArbitrary, withoutSpans } from '../../support/filters.ts';
import { hex, utf8 } from '../../support/bytes.ts';

const span = { from: 0, to: 0 };

/** The same filter written in another way. */
function asWritten(text: string): string {
  return formatFilter(filterOf(text));
}

describe('a filter', () => {
  it('that is empty matches everything', () => {
    expect(filterOf('').node).toBe('everything');
    expect(filterOf(' \t ').node).toBe('everything');
  });

  it.each([
    ['dir:in', { node: 'direction', direction: 'in' }],
    ['direction=OUT', { node: 'direction', direction: 'out' }],
    ['kind:text', { node: 'kind', names: ['text'] }],
    ['kind:text, binary,event', { node: 'kind', names: ['text', 'binary', 'event'] }],
    ['size>1k', { node: 'size', comparison: '>', bytes: 1000 }],
    ['size <= 1.5KiB', { node: 'size', comparison: '<=', bytes: 1536 }],
    ['length==12', { node: 'size', comparison: '=', bytes: 12 }],
    ['size<2MB', { node: 'size', comparison: '<', bytes: 2_000_000 }],
    ['size:"12.3 kB"', { node: 'size', comparison: '=', bytes: 12_300 }],
    ['size>=1,234', { node: 'size', comparison: '>=', bytes: 1234 }],
    ['#>=100', { node: 'sequence', comparison: '>=', seq: 100 }],
    ['seq:7', { node: 'sequence', comparison: '=', seq: 7 }],
    ['#12,304', { node: 'sequence', comparison: '=', seq: 12_304 }],
    ['peer:1,3', { node: 'peer', peers: [1, 3] }],
    ['note:"refused"', { node: 'note', text: 'refused', ignoreCase: false }],
    ['note:Refused', { node: 'note', text: 'Refused', ignoreCase: false }],
    ['note:"a \\"b\\""i', { node: 'note', text: 'a "b"', ignoreCase: true }],
    ['PING', { node: 'text', bytes: utf8('PING'), ignoreCase: false }],
    [String.raw`PING\r\n`, { node: 'text', bytes: utf8('PING\r\n'), ignoreCase: false }],
    ['"and or"i', { node: 'text', bytes: utf8('and or'), ignoreCase: true }],
    [String.raw`"\x00\u{e9}\"\\"`, { node: 'text', bytes: hex('00 c3 a9 22 5c'), ignoreCase: false }],
    ['#channel', { node: 'text', bytes: utf8('#channel'), ignoreCase: false }],
    ['hex:de??beef', { node: 'hex', pattern: { values: hex('de 00 be ef'), masks: hex('ff 00 ff ff') } }],
    ['hex:"4? ?f"', { node: 'hex', pattern: { values: hex('40 0f'), masks: hex('f0 0f') } }],
    ['/a+/', { node: 'expression', source: 'a+', flags: '', reads: 'bytes' }],
    ['/a[/]"( )\\/b/mi', { node: 'expression', source: 'a[/]"( )\\/b', flags: 'im', reads: 'bytes' }],
    ['/é/', { node: 'expression', source: 'é', flags: 'u', reads: 'text' }],
    [String.raw`/\p{L}/`, { node: 'expression', source: String.raw`\p{L}`, flags: 'u', reads: 'text' }],
    [String.raw`/\\u/`, { node: 'expression', source: String.raw`\\u`, flags: '', reads: 'bytes' }],
  ])('reads %s', (text, expected) => {
    expect(withoutSpans(filterOf(text))).toEqual({ ...expected, span });
  });

  it.each([
    ['after:12.5s', { kind: 'sinceStart', us: 12_500_000 }],
    ['after:90', { kind: 'sinceStart', us: 90_000_000 }],
    ['after:1m30s', { kind: 'sinceStart', us: 90_000_000 }],
    ['after:1h250ms7us', { kind: 'sinceStart', us: 3_600_250_007 }],
    ['after:14:02', { kind: 'local', date: null, us: (14 * 60 + 2) * 60_000_000 }],
    ['after:14:02:11.5', { kind: 'local', date: null, us: ((14 * 60 + 2) * 60 + 11.5) * 1_000_000 }],
    ['after:23:59:59.999999', { kind: 'local', date: null, us: 86_399_999_999 }],
    ['after:2026-03-01', { kind: 'local', date: { year: 2026, month: 3, day: 1 }, us: 0 }],
    ['after:"2026-03-01 00:01"', { kind: 'local', date: { year: 2026, month: 3, day: 1 }, us: 60_000_000 }],
    ['after:2026-03-01T13:02:11Z', { kind: 'instant', us: Date.UTC(2026, 2, 1, 13, 2, 11) * 1000 }],
    [
      'after:2026-03-01T13:02:11.004211+02:00',
      { kind: 'instant', us: Date.UTC(2026, 2, 1, 11, 2, 11) * 1000 + 4211 },
    ],
  ])('reads the time of %s', (text, time) => {
    expect(filterOf(text)).toEqual({ node: 'time', side: 'after', time, span: { from: 0, to: text.length } });
  });

  it.each([
    ['dir:in or dir:out kind:text', 'dir:in or dir:out kind:text'],
    ['(dir:in or dir:out) and kind:text', '(dir:in or dir:out) kind:text'],
    ['not dir:in kind:text', 'not dir:in kind:text'],
    ['not (dir:in kind:text)', 'not (dir:in kind:text)'],
    ['dir:in && kind:text || !kind:binary', 'dir:in kind:text or not kind:binary'],
    ['dir:in AND Not kind:text', 'dir:in not kind:text'],
    ['((dir:in))', 'dir:in'],
    ['size!=5', 'not size=5'],
    ['not not PING', 'not not "PING"'],
    ['dir:in(kind:text)"a""b"', 'dir:in kind:text "a" "b"'],
    ['"a"or"b"', '"a" or "b"'],
    ['!(#1)', 'not #=1'],
  ])('understands %s as %s', (text, canonical) => {
    expect(asWritten(text)).toBe(canonical);
  });

  it('binds “not” closest, then “and”, then “or”', () => {
    const sides = (text: string): unknown => {
      const filter = filterOf(text);
      if (!('operands' in filter)) throw new Error(filter.node);
      return [filter.node, ...filter.operands.map(({ span: { from, to } }) => text.slice(from, to))];
    };
    expect(sides('a or b and not c d')).toEqual(['or', 'a', 'b and not c d']);
    expect(sides('b and not c d')).toEqual(['and', 'b', 'not c', 'd']);
  });

  it('knows where each of its parts stands', () => {
    const text = ' dir:in and ( PING or not "x" )';
    const filter = filterOf(text);
    if (filter.node !== 'and') throw new Error(filter.node);
    expect(filter.operands.map(({ span: { from, to } }) => text.slice(from, to))).toEqual([
      'dir:in',
      '( PING or not "x" )',
    ]);
  });

  it('reads back what it is written as', () => {
    fc.assert(
      fc.property(filterArbitrary, (filter) => {
        const text = formatFilter(filter);
        fc.pre(text.length <= 4096);
        expect(withoutSpans(filterOf(text))).toEqual(filter);
      }),
    );
  });

  it('of any text is read or has problems inside the text, each with a sentence', () => {
    fc.assert(
      fc.property(fc.oneof(filterTextArbitrary, fc.string({ unit: 'binary' })), (text) => {
        const parsed = parseFilter(text);
        for (const { from, to, message } of parsed.ok ? [] : parsed.problem) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(text.length);
          expect(message).toMatch(/[.?]$/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('that can be read is understood the same when it is written canonically', () => {
    fc.assert(
      fc.property(filterTextArbitrary, (text) => {
        const parsed = parseFilter(text);
        if (!parsed.ok) return;
        expect(withoutSpans(filterOf(formatFilter(parsed.value)))).toEqual(withoutSpans(parsed.value));
      }),
    );
  });

  it.each([
    ['"not" again and again', 'not '.repeat(1000)],
    ['parentheses again and again', '('.repeat(4096)],
    ['parentheses that close', `${'('.repeat(1000)}a${')'.repeat(1000)}`],
    ['closing parentheses', ')'.repeat(4096)],
    ['operators', 'or '.repeat(1365)],
    ['quotation marks', '"'.repeat(4095)],
    ['slashes and brackets', '/['.repeat(2048)],
    ['backslashes', `"${'\\'.repeat(4094)}`],
    ['commas', `kind:${','.repeat(4000)}`],
    ['a long time', `after:${'1s'.repeat(2000)}x`],
    ['a long number', `size>${'9'.repeat(4000)}`],
  ])('of %s is refused, not suffered', (_, text) => {
    expect(parseFilter(text).ok).toBe(false);
  });

  it('of two thousand words is read', () => {
    const filter = filterOf('a '.repeat(2048));
    expect(filter.node === 'and' && filter.operands.length).toBe(2048);
  });

  it('may nest 64 levels, and not one more', () => {
    const nested = (levels: number): string => `${'not ('.repeat(levels / 2)}a${')'.repeat(levels / 2)}`;
    expect(parseFilter(nested(64)).ok).toBe(true);
    expect(parseFilter(nested(66)).ok).toBe(false);
  });
});
