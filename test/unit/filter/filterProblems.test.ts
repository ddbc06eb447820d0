import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../../shared/filter/parseFilter.ts';

function problemsOf(text: string): { mark: string; message: string }[] {
  const parsed = parseFilter(text);
  return parsed.ok
    ? []
    : parsed.problem.map(({ from, to, message }) => ({ mark: text.slice(from, to), message }));
}

describe('a filter that cannot be understood', () => {
  it.each([
    ['dir:up', 'up', 'dir:in'],
    ['dir>in', '>', 'dir:in'],
    ['kind:txt', 'txt', 'text, binary'],
    ['kind:text,,ping', 'text,,ping', 'comma'],
    ['kind:', 'kind:', 'kind:text'],
    ['size>', 'size>', 'size>1k'],
    ['size>1q', '1q', '64KiB'],
    ['size>1.5', '1.5', 'whole number of bytes'],
    ['peer:0', '0', 'peer:3'],
    ['peer:1,x', 'x', 'peer:3'],
    ['peer>3', '>', 'peer:3'],
    ['#>=x', 'x', '#>=100'],
    ['after:soon', 'soon', '12.5s'],
    ['after:25:00', '25:00', '23:59'],
    ['after:1d', '1d', '1m30s'],
    ['after:2026-02-30T10:00', '2026-02-30T10:00', 'calendar'],
    ['after:2026-03-01T10:00+99:00', '2026-03-01T10:00+99:00', 'zone'],
    ['after:14:02Z', '14:02Z', 'zone'],
    ['before>3s', '>', 'before:14:02:11.5'],
    ['hex:dex', 'x', 'hex digit'],
    ['hex:de0', '0', 'half a byte'],
    ['hex:de ad', 'hex:de ad', 'quotation marks'],
    ['hex:""', '""', 'hex:de??beef'],
    ['note:""', '""', 'note:"refused"'],
    [String.raw`note:"\xff"`, String.raw`\xff`, 'not UTF-8'],
    ['""', '""', '"PING"'],
    ['"PING', '"PING', 'closing quotation mark'],
    [String.raw`"C:\q"`, String.raw`\q`, 'backslash'],
    ['"ping"x', 'x', '"ping"i'],
    ['dir:"in"i', 'i', 'space'],
    ['/chat', '/chat', 'quotation marks'],
    ['//', '//', '/error/i'],
    ['/(/', '/(/', 'not closed'],
    ['/a/g', '/a/g', 'flag “g”'],
    ['/a/uv', '/a/uv', 'exclude each other'],
    ['sise>3', 'sise', 'size>1k'],
    ['type:text', 'type', 'kind:text'],
    ['http://example.org', 'http', 'quotation marks'],
    ['>5', '>', 'size>1k'],
    ['dir:in and', 'and', 'After “and”'],
    ['and dir:in', 'and', 'Before “and”'],
    ['a and or b', 'and', 'After “and”'],
    ['not', 'not', 'After “not”'],
    ['()', '()', 'Between parentheses'],
    ['(a', '(', 'not closed'],
    ['a)', ')', 'no “(” before it'],
  ])('%s is marked where it is wrong, with what to write', (text, mark, words) => {
    const [problem, ...others] = problemsOf(text);
    expect(problem?.message).toContain(words);
    expect(problem?.mark).toBe(mark);
    expect(others).toEqual([]);
  });

  it('tells all its problems at once, in the order of the text', () => {
    expect(problemsOf('dir:up and (kind:x or size>y) /[/ peer:0').map(({ mark }) => mark)).toEqual([
      'up',
      'x',
      'y',
      '/[/ peer:0',
    ]);
  });

  it('is told when it is too long', () => {
    const [problem] = problemsOf('a'.repeat(5000));
    expect(problem).toMatchObject({ mark: 'a'.repeat(904) });
    expect(problem?.message).toContain('4,096');
  });
});
