import { describe, expect, it } from 'vitest';
import { matchesRecord } from '../../../shared/filter/matchesRecord.ts';
import { parseFilter } from '../../../shared/filter/parseFilter.ts';
import { resolveTimes } from '../../../shared/filter/resolveTimes.ts';
import { likenesses, termLike } from '../../../shared/filter/termLike.ts';
import { contentOf, type RecordRow } from '../../../shared/model/record.ts';
import { hex, utf8 } from '../../support/bytes.ts';
import { randomBytes, seededRandom } from '../../support/random.ts';

function row(change: Partial<RecordRow> = {}): RecordRow {
  const preview = change.preview ?? utf8('PING "x"\\\r\n');
  const head = { seq: 7, at: 0, peer: 3, direction: 'in', kind: 'data', note: null } as const;
  return { ...head, size: preview.length, ...change, preview };
}

function matches(filter: string, record: RecordRow): boolean {
  const parsed = parseFilter(filter);
  if (!parsed.ok) throw new Error(`${filter}: ${parsed.problem[0].message}`);
  const { bytes, ...head } = contentOf(record);
  return matchesRecord(resolveTimes(parsed.value, { startedAt: 0 }), { ...head, mark: null }, bytes);
}

describe('a term for records that are like one', () => {
  it.each([
    ['value', String.raw`"PING \"x\"\\\r\n"`],
    ['peer', 'peer:3'],
    ['direction', 'dir:in'],
    ['kind', 'kind:data'],
    ['length', 'size:11'],
  ] as const)('of the same %s', (likeness, term) => {
    expect(termLike(row(), likeness)).toBe(term);
  });

  it('is in hex where the bytes are no text, and of the beginning where they are many', () => {
    expect(termLike(row({ preview: hex('de ad be ef') }), 'value')).toBe('hex:deadbeef');
    expect(termLike(row({ preview: utf8('日本語').subarray(0, 8), size: 900 }), 'value')).toBe('"日本"');
  });

  it('is about the sentence of what carries no bytes, and about nothing that it does not have', () => {
    const opened = row({
      kind: 'opened',
      note: 'At “127.0.0.1”.',
      preview: utf8(''),
      direction: null,
      peer: null,
    });
    expect(likenesses.map((likeness) => termLike(opened, likeness))).toEqual([
      'note:"At “127.0.0.1”."',
      null,
      null,
      'kind:opened',
      null,
    ]);
    expect(termLike(row({ preview: utf8('') }), 'value')).toBeNull();
  });

  it('matches the record itself, and its opposite does not, whatever was sent', () => {
    const random = seededRandom(12);
    for (let round = 0; round < 300; round += 1) {
      const record = row({ preview: randomBytes(random, 60) });
      for (const likeness of likenesses) {
        const term = termLike(record, likeness);
        if (term === null) continue;
        expect([term, matches(term, record)]).toEqual([term, true]);
        expect(matches(`not ${term}`, record)).toBe(false);
      }
    }
  });
});
