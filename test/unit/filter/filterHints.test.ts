import { describe, expect, it } from 'vitest';
import { exclusionHint, filterHints } from '../../../shared/filter/filterHints.ts';
import { parseFilter } from '../../../shared/filter/parseFilter.ts';

describe('a filter with the operators of another language', () => {
  it.each([
    ['dir:in & PING', '&', /write and\.$/],
    ['"x" | "y"', '|', /write or\.$/],
    ["'PING'", "'PING'", /Write a text as "…"\.$/],
    ["dir:in 'two words'", "'two", /Write a text as "…"\.$/],
    ['#5-7', '#5-7', /write #>=5 #<=7\.$/],
    ['dir:in #5..7', '#5..7', /write #>=5 #<=7\.$/],
    ['note:/clo/', '/clo/', /note:"closed"i/],
    ['dir:in contains "x"', 'contains', /To search what a record contains/],
    ['0xdeadbeef', '0xdeadbeef', /hex:deadbeef\.$/],
    ['dir:in and PING*', 'PING*', /without \*/],
    ['size eq 5', 'eq', /Compare with/],
  ])('is said to be text, where it stands: %s', (text, found, message) => {
    expect(parseFilter(text).ok).toBe(true);
    const [hint] = filterHints(text);
    expect(hint?.message).toMatch(message);
    expect(hint && text.slice(hint.from, hint.to)).toBe(found);
  });

  it.each([
    'dir:in and "PING"',
    '"a & b" or "|"',
    'dir:in && !kind:text || size>1k',
    '#5 #>=7 #1,000',
    'PING +PONG -ERR *1 $3',
    '/a|b/i note:"/clo/"',
    'note:closed',
    "don't",
    'after:12.5s before:14:02:11.5 AND peer:1,3',
  ])('says nothing of what is meant as it is: %s', (text) => {
    expect(parseFilter(text).ok).toBe(true);
    expect(filterHints(text)).toEqual([]);
  });

  it.each(['ip.addr == 1', 'tcp.port==80', 're:abc', 'peer:1..3', 'size:>5'])(
    'is a problem where it cannot be text: %s',
    (text) => expect(parseFilter(text).ok).toBe(false),
  );
});

describe('a minus before a word, as other tools exclude', () => {
  it('is explained where nothing is found, and where a field follows', () => {
    expect(exclusionHint('dir:in -Anna')).toBe(
      '“-Anna” is looked for with its minus. To leave records out, write not Anna.',
    );
    expect(exclusionHint('not "-ERR" Anna --')).toBeNull();
    expect(parseFilter('"x" -dir:in')).toMatchObject({
      ok: false,
      problem: [
        {
          message: 'A minus excludes nothing here. To leave out what matches, write not dir:…',
          from: 4,
          to: 8,
        },
      ],
    });
  });
});
