import { describe, expect, it } from 'vitest';
import { matchesRecord } from '../../../shared/filter/matchesRecord.ts';
import type { MarkableRecord } from '../../../shared/filter/matchesRecord.ts';
import type { RecordHead } from '../../../shared/model/record.ts';
import { filterStartedAt, headOf, resolvedFilterOf } from '../../support/filters.ts';
import { hex, utf8 } from '../../support/bytes.ts';

function matches(filter: string, facts: Partial<MarkableRecord> = {}, bytes = utf8('+PONG\r\n')): boolean {
  const record = { ...headOf({ size: bytes.length, ...facts }), mark: facts.mark ?? null };
  return matchesRecord(resolvedFilterOf(filter), record, bytes);
}

const event: Partial<RecordHead> = {
  kind: 'failed',
  direction: null,
  peer: null,
  size: 0,
  note: 'Connection refused',
};

describe('a record', () => {
  it('matches the empty filter', () => {
    expect(matches('')).toBe(true);
  });

  it.each([
    ['dir:in', { direction: 'in' }, { direction: 'out' }],
    ['not dir:in', event, { direction: 'in' }],
    ['kind:text,ping', { kind: 'ping' }, { kind: 'pong' }],
    ['kind:message', { kind: 'binary' }, { kind: 'ping' }],
    ['kind:payload', { kind: 'close' }, { kind: 'closed' }],
    ['kind:frame', { kind: 'close' }, { kind: 'closed' }],
    ['kind:event', { kind: 'gap' }, { kind: 'data' }],
    ['size>7', { size: 8 }, { size: 7 }],
    ['size>=7', { size: 7 }, { size: 6 }],
    ['size<7', { size: 6 }, { size: 7 }],
    ['size<=7', { size: 7 }, { size: 8 }],
    ['size:7', { size: 7 }, { size: 8 }],
    ['size!=7', { size: 8 }, { size: 7 }],
    ['#>=100', { seq: 100 }, { seq: 99 }],
    ['peer:1,3', { peer: 3 }, { peer: 2 }],
    ['peer!=1', event, { peer: 1 }],
    ['after:12.5s', { at: filterStartedAt + 12_500_000 }, { at: filterStartedAt + 12_499_999 }],
    ['before:12.5s', { at: filterStartedAt + 12_499_999 }, { at: filterStartedAt + 12_500_000 }],
    ['after:15:02:12', { at: filterStartedAt + 995_789 }, { at: filterStartedAt + 995_788 }],
    ['note:"refused"', event, { note: 'It was Refused' }],
    ['note:"REFUSED"i', event, { note: null }],
    ['mark:any', { mark: { colour: 'blue', note: null } }, {}],
    ['mark:red,blue', { mark: { colour: 'blue', note: null } }, { mark: { colour: 'green', note: null } }],
    ['mark!=blue', {}, { mark: { colour: 'blue', note: null } }],
    [
      'mark:"Slow"',
      { mark: { colour: 'red', note: 'Slow, why?' } },
      { note: 'Slow', mark: { colour: 'red', note: 'slow' } },
    ],
    ['mark:"SLOW"i', { mark: { colour: 'red', note: 'so slow' } }, { mark: { colour: 'red', note: null } }],
  ] satisfies [string, Partial<MarkableRecord>, Partial<MarkableRecord>][])(
    'matches %s or not',
    (filter, one, other) => {
      expect(matches(filter, one)).toBe(true);
      expect(matches(filter, other)).toBe(false);
    },
  );

  it.each([
    ['PONG', '+PONG\r\n', '+pong\r\n'],
    ['"pong"i', '+PONG\r\n', '+PING\r\n'],
    ['hex:"2b 5? 4f"', '+POX', '+pOX'],
    [String.raw`/^\+p.*\n$/is`, '+PONG\r\n', 'x+PONG\r\n'],
    ['/é$/', 'café', 'cafe'],
    ['not PONG', 'x', '+PONG'],
    ['PONG or size>7', '12345678', '1234567'],
  ])('matches %s by its bytes', (filter, one, other) => {
    expect(matches(filter, {}, utf8(one))).toBe(true);
    expect(matches(filter, {}, utf8(other))).toBe(false);
  });

  it('has its bytes read as they are by an expression in ASCII', () => {
    expect(matches(String.raw`/^\xff.\x80$/s`, {}, hex('ff 0a 80'))).toBe(true);
    expect(matches(String.raw`/^..$/`, {}, utf8('é'))).toBe(true);
    expect(matches(String.raw`/^.$/u`, {}, utf8('😀'))).toBe(true);
    expect(matches('/\ufffd/', {}, hex('41 ff'))).toBe(true);
  });

  it('that is an event has no contents', () => {
    expect(matches('/^/', event, new Uint8Array())).toBe(false);
    expect(matches('not /^/', event, new Uint8Array())).toBe(true);
    expect(matches('/^$/', { kind: 'text', size: 0 }, new Uint8Array())).toBe(true);
  });
});
