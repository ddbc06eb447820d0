import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completionsAt, type CompletionContext } from '../../../shared/filter/completion.ts';
import { highlightFilter } from '../../../shared/filter/highlightFilter.ts';
import { filterTextArbitrary } from '../../support/filters.ts';

const context: CompletionContext = {
  kinds: ['text', 'binary', 'ping', 'closed'],
  peers: [
    { id: 1, address: '127.0.0.1:4001' },
    { id: 12, address: '127.0.0.1:4002' },
  ],
  hasSeveralPeers: true,
};

/** `|` is the cursor. */
function offered(text: string, given = context): string[] {
  return completionsAt(text.replace('|', ''), text.indexOf('|'), given).map(({ label }) => label);
}

/** The text after an item was taken, with the cursor. */
function taken(text: string, label: string): string {
  const plain = text.replace('|', '');
  const item = completionsAt(plain, text.indexOf('|'), context).find((one) => one.label === label);
  if (!item) throw new Error(`${label} is not offered`);
  const inserted = `${item.insert.slice(0, item.caret)}|${item.insert.slice(item.caret)}`;
  return plain.slice(0, item.from) + inserted + plain.slice(item.to);
}

describe('the completion of a filter', () => {
  it('offers every field in an empty field, and “peer” only where there are several', () => {
    expect(offered('|')).toEqual([
      'dir:',
      'kind:',
      'size>',
      'peer:',
      'after:',
      'before:',
      '#>=',
      'note:""',
      'mark:',
      'hex:',
      'not',
      '""',
      '//',
    ]);
    expect(offered('|', { ...context, hasSeveralPeers: false })).not.toContain('peer:');
  });

  it('offers what begins as it was typed', () => {
    expect(offered('K|')).toEqual(['kind:']);
    expect(offered('PING|')).toEqual([]);
    expect(offered('dir:in a|')).toEqual(['after:', 'and']);
    expect(offered('a|')).toEqual(['after:']);
    expect(offered('(n|')).toEqual(['note:""', 'not']);
  });

  it('offers the values of a field that has some', () => {
    expect(offered('dir:|')).toEqual(['in', 'out']);
    expect(offered('dir: |')).toEqual(['in', 'out']);
    expect(offered('dir:i|')).toEqual(['in']);
    expect(offered('kind:t|')).toEqual(['text']);
    expect(offered('kind:text,|')).toEqual(['binary', 'ping', 'closed', 'payload', 'message', 'event']);
    expect(offered('kind:text, b|')).toEqual(['binary']);
    expect(offered('peer!=|')).toEqual(['1', '12']);
    expect(offered('peer:1|')).toEqual(['12']);
    expect(offered('size>|')).toEqual([]);
    expect(offered('after:1|')).toEqual([]);
    expect(offered('mark:|')).toEqual(['any', 'red', 'orange', 'yellow', 'green', 'blue', 'purple']);
    expect(offered('mark:red,b|')).toEqual(['blue']);
  });

  it('offers nothing inside texts and expressions, or where all is typed', () => {
    expect(offered('"di|"')).toEqual([]);
    expect(offered('/di|/')).toEqual([]);
    expect(offered('note:"d|"')).toEqual([]);
    expect(offered('dir:in|')).toEqual([]);
    expect(offered('a and|')).toEqual([]);
    expect(offered('di|r:in')).toEqual([]);
  });

  it('puts what is taken in the place of the word, and the cursor where typing goes on', () => {
    expect(taken('di|', 'dir:')).toBe('dir:|');
    expect(taken('d|ir kind:text', 'dir:')).toBe('dir:| kind:text');
    expect(taken('dir:|', 'out')).toBe('dir:out|');
    expect(taken('dir:i|nn', 'in')).toBe('dir:in|');
    expect(taken('kind:t|,ping', 'text')).toBe('kind:text|,ping');
    expect(taken('kind:text, p|', 'ping')).toBe('kind:text, ping|');
    expect(taken('dir:in |', 'or')).toBe('dir:in or |');
    expect(taken('n|', 'note:""')).toBe('note:"|"');
    expect(taken('|', '""')).toBe('"|"');
  });

  it('replaces what is around the cursor only, wherever it stands', () => {
    fc.assert(
      fc.property(filterTextArbitrary, fc.nat(60), (text, place) => {
        const cursor = Math.min(place, text.length);
        for (const { from, to, insert, caret } of completionsAt(text, cursor, context)) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(from).toBeLessThanOrEqual(cursor);
          expect(to).toBeGreaterThanOrEqual(cursor);
          expect(to).toBeLessThanOrEqual(text.length);
          expect(caret).toBeLessThanOrEqual(insert.length);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('the colours of a filter', () => {
  it('tell its parts apart', () => {
    const text = 'not dir:in ("a" or /b/)';
    expect(highlightFilter(text).map(({ from, to, role }) => [role, text.slice(from, to)])).toEqual([
      ['keyword', 'not'],
      ['field-name', 'dir'],
      ['sign', ':'],
      ['in', 'in'],
      ['bracket', '('],
      ['content', '"a"'],
      ['keyword', 'or'],
      ['content', '/b/'],
      ['bracket', ')'],
    ]);
  });

  it('cover every character but white space, once and in order', () => {
    fc.assert(
      fc.property(filterTextArbitrary, (text) => {
        let at = 0;
        for (const { from, to } of highlightFilter(text)) {
          expect(text.slice(at, from).trim()).toBe('');
          expect(to).toBeGreaterThan(from);
          at = to;
        }
        expect(text.slice(at).trim()).toBe('');
      }),
      { numRuns: 500 },
    );
  });
});
