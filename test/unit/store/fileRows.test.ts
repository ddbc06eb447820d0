import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { toWireError } from '../../../shared/base/errors.ts';
import { fileProblem } from '../../../electron/engine/store/fileProblem.ts';
import {
  parseFacts,
  parseMeta,
  parsePeer,
  parseRow,
  parseTotals,
} from '../../../electron/engine/store/worker/fileRows.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
import { noFacts } from '../../../shared/model/facts.ts';
import { sumOfRecord } from '../../../electron/engine/store/recordSum.ts';
import { directionSchema, recordKinds } from '../../../shared/model/record.ts';
import { Tally } from '../../../electron/engine/store/worker/tally.ts';

const row = {
  seq: 7,
  at: 1,
  peer: 1,
  direction: 'in',
  kind: 'data',
  size: 2,
  note: null,
  detail: null,
  preview: Uint8Array.of(1, 2),
  crc: sumOfRecord({ seq: 7, at: 1, peer: 1, size: 2, note: null }, Uint8Array.of(1, 2), null),
};
const file = { path: 'f.wbs', version: 5 };
const endpoint = JSON.stringify({
  kind: 'tcp-server',
  address: 'tcp://127.0.0.1:0',
  whenDiskFails: 'pause',
});
const meta = { name: 'A', endpoint, started_at: 1, complete: 0 };
const metaRows = (values: Record<string, unknown>): Record<string, unknown>[] =>
  Object.entries(values).map(([key, value]) => ({ key, value }));

describe('a row from a session file', () => {
  it('is taken when it is as Wirebench writes it', () => {
    const { crc: _, detail: __, ...expected } = row;
    expect(parseRow(file, row, 7)).toEqual(expected);
  });

  it.each([
    ['a byte', { preview: Uint8Array.of(1, 3) }],
    ['its time', { at: 3 }],
    ['its peer', { peer: 3 }],
    ['its note', { note: 'x' }],
    ['its detail', { detail: '{}' }],
    ['its sum', { crc: 5 }],
    ['the mark that it has a sum', { crc: null }],
  ])('is marked where a bit was flipped in %s', (_, change) => {
    expect(parseRow(file, { ...row, ...change }, 7).damage).toMatch(/is not what was recorded\.$/);
  });

  it('is taken without a detail that is not understood, also where its sum is not looked at', () => {
    const preview = new Uint8Array(64);
    for (const detail of ['{"what":"frame"', '{"what":"frame","shade":"teal"}']) {
      const large = { ...row, size: 65, preview, detail, crc: null };
      const { crc: _, detail: __, ...expected } = large;
      expect(parseRow(file, large, 7)).toEqual(expected);
    }
  });

  it('has a sum of its bytes alone in version 3, and in version 1 none', () => {
    const older = { path: 'f.wbs', version: 3 };
    const crc = crc32(row.preview);
    expect(parseRow(older, { ...row, crc }, 7).damage).toBe(undefined);
    expect(parseRow(older, { ...row, crc, preview: Uint8Array.of(1, 3) }, 7).damage).toMatch(/damaged/);
    expect(parseRow(older, { ...row, crc: null }, 7).damage).toBe(undefined);
  });

  it('names its kind and direction with words of which no two differ by one bit', () => {
    for (const words of [recordKinds, directionSchema.options]) {
      for (const [one, other] of words.flatMap((each) => words.map((word) => [each, word] as const))) {
        if (one === other || one.length !== other.length) continue;
        const differing = Buffer.from(one).map((byte, at) => byte ^ (Buffer.from(other)[at] ?? 0));
        const bits = differing.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
        expect(bits, `${one} and ${other}`).toBeGreaterThan(1);
      }
    }
  });

  it.each([
    ['another number', { seq: 8 }],
    ['a negative size', { size: -1 }],
    ['a size that its bytes do not have', { size: 3 }],
    ['an unknown kind', { kind: 'explosion' }],
    ['an unknown direction', { direction: 'sideways' }],
    ['a time that is no number', { at: 'noon' }],
    ['a time that is no whole number', { at: 1.5 }],
    ['a peer below 1', { peer: 0 }],
    ['a note that is bytes', { note: Uint8Array.of(1) }],
    ['no preview', { preview: null }],
    ['a preview that is text', { preview: 'ab' }],
  ])('is refused with a sentence when it has %s', (_, change) => {
    expect(() => parseRow(file, { ...row, ...change }, 7)).toThrow(/“f\.wbs” is damaged: record number 7/);
  });
});

describe('the facts of a session file', () => {
  it('are taken, and keys of a later version let be', () => {
    expect(
      parseMeta('f.wbs', metaRows({ ...meta, complete: 1, ended_at: 5, named: 0, colour: 'red' })),
    ).toEqual({
      name: 'A',
      connection: null,
      endpoint: endpointSchema.parse(JSON.parse(endpoint)),
      url: null,
      startedAt: 1,
      endedAt: 5,
      complete: true,
      named: false,
      first: 1,
    });
  });

  it('say how the connection came about, or nothing where that is not understood', () => {
    const facts = { ...noFacts, startedAt: 5, proxy: 'http://127.0.0.1:3128' };
    expect(parseFacts(JSON.stringify(facts))).toEqual(facts);
    for (const other of [undefined, 5, '', '{"steps":', '{}']) expect(parseFacts(other)).toBeNull();
  });

  it('are taken without what a later version says besides', () => {
    const facts = { ...noFacts, startedAt: 5 };
    expect(parseFacts(JSON.stringify({ ...facts, colour: 'red' }))).toEqual(facts);
    const socket = '{"noDelay":false,"mood":{"good":true}}';
    const later = `{"kind":"tcp-server","address":"tcp://h:1","whenDiskFails":"spill","shade":["teal"],"__proto__":{"a":1},"socket":${socket}}`;
    expect(parseMeta('f.wbs', metaRows({ ...meta, endpoint: later })).endpoint).toEqual(
      endpointSchema.parse({ kind: 'tcp-server', address: 'tcp://h:1', socket: { noDelay: false } }),
    );
    expect(Object.hasOwn(Object.prototype, 'a')).toBe(false);
  });

  it.each([
    ['no name', { name: undefined }],
    ['a name that is a number', { name: 5 }],
    ['no start', { started_at: undefined }],
    ['an end that is text', { ended_at: 'x' }],
    ['a third completeness', { complete: 2 }],
    ['an endpoint that is no JSON', { endpoint: '{"kind":' }],
    ['an endpoint of an unknown kind', { endpoint: '{"kind":"pigeon","address":""}' }],
    ['an endpoint with an impossible value', { endpoint: '{"kind":"tcp-server","address":5}' }],
    ['an endpoint nested beyond measure', { endpoint: '['.repeat(100_000) + ']'.repeat(100_000) }],
  ])('are refused with a sentence when there is %s', (_, change) => {
    expect(() => parseMeta('f.wbs', metaRows({ ...meta, ...change }))).toThrow(/“f\.wbs” is damaged: /);
    expect(Object.hasOwn(Object.prototype, 'a')).toBe(false);
  });

  it('count as named by a person unless the file says otherwise, so that nothing is deleted by mistake', () => {
    expect(parseMeta('f.wbs', metaRows(meta)).named).toBe(true);
  });

  it('cannot be reached through a key named __proto__', () => {
    const rows = [...metaRows(meta), { key: '__proto__', value: 'x' }];
    expect(parseMeta('f.wbs', rows).name).toBe('A');
  });

  it('have totals and peers that are counts', () => {
    const totals = { records: 1, frames_in: 1, frames_out: 0, bytes_in: 2, bytes_out: 0 };
    expect(parseTotals('f.wbs', totals).bytesIn).toBe(2);
    expect(() => parseTotals('f.wbs', { ...totals, bytes_in: -2 })).toThrow(/“totals”.*bytes_in/);
    expect(() => parseTotals('f.wbs', undefined)).toThrow(/damaged/);
    const peer = { id: 1, address: 'x:1', bytes_in: 2, bytes_out: 3 };
    expect(parsePeer('f.wbs', { ...peer, detail: '{"shade":"teal"}' })).toEqual({
      id: 1,
      address: 'x:1',
      bytesIn: 2,
      bytesOut: 3,
    });
    expect(() => parsePeer('f.wbs', { id: 1, address: 3, bytes_in: 0, bytes_out: 0 })).toThrow(
      /“peers”.*address/,
    );
  });
});

describe('what the file system and SQLite say', () => {
  const sqlite = (errcode: number): Error =>
    Object.assign(new Error('x'), { code: 'ERR_SQLITE_ERROR', errcode });
  const system = (code: string): Error => Object.assign(new Error('x'), { code });

  it.each([
    [sqlite(13), 'BAD_REQUEST', /^The disk is full/],
    [system('ENOSPC'), 'BAD_REQUEST', /^The disk is full/],
    [sqlite(1032), 'BAD_REQUEST', /was moved, renamed or deleted/],
    [sqlite(8), 'BAD_REQUEST', /read-only/],
    [sqlite(11), 'BAD_REQUEST', /is damaged/],
    [sqlite(267), 'BAD_REQUEST', /is damaged/],
    [sqlite(5), 'BAD_REQUEST', /Another program keeps/],
    [sqlite(10), 'BAD_REQUEST', /disk could not/],
    [system('EACCES'), 'BAD_REQUEST', /not permitted/],
    [system('EEXIST'), 'BAD_REQUEST', /already/],
    [system('ENOENT'), 'NOT_FOUND', /There is no/],
    [system('EMFILE'), 'BAD_REQUEST', /Too many files/],
    [system('ENAMETOOLONG'), 'BAD_REQUEST', /too long/],
    [new TypeError('a mistake of ours'), 'INTERNAL', /a mistake of ours/],
  ])('becomes a sentence', (error, code, message) => {
    const problem = toWireError(fileProblem(error, '/a/f.wbs'));
    expect(problem.code).toBe(code);
    expect(problem.message).toMatch(message);
  });
});

describe('a tally', () => {
  it('counts payloads by direction and peer, and events only as records', () => {
    const tally = new Tally();
    tally.add(1, 10, 2, null, 'opened', 0);
    tally.add(2, 11, 2, 'in', 'data', 5);
    tally.add(3, 12, 3, 'out', 'text', 7);
    tally.add(4, 13, null, 'in', 'ping', 1);
    tally.add(5, 14, 2, 'in', 'data', 5);
    expect(tally).toMatchObject({ records: 5, payloadsIn: 3, payloadsOut: 1, bytesIn: 11, bytesOut: 7 });
    expect(Object.fromEntries(tally.peers)).toMatchObject({
      2: { firstAt: 10, payloadsIn: 2, payloadsOut: 0, bytesIn: 10, bytesOut: 0 },
      3: { firstAt: 12, payloadsIn: 0, payloadsOut: 1, bytesIn: 0, bytesOut: 7 },
    });
  });

  it('takes records that were counted already, events only as records', () => {
    const tally = new Tally();
    tally.addMany(1, 2, 'in', 3, 30);
    tally.addMany(1, 2, 'out', 1, 5);
    tally.addMany(1, 2, null, 4, 0);
    tally.addMany(2, null, 'in', 1, 1);
    expect(tally).toMatchObject({ records: 9, payloadsIn: 4, payloadsOut: 1, bytesIn: 31, bytesOut: 5 });
    expect(Object.fromEntries(tally.seconds)).toMatchObject({
      1: { records: 8, payloadsIn: 3, payloadsOut: 1, bytesIn: 30, bytesOut: 5 },
      2: { records: 1, payloadsIn: 1, bytesIn: 1 },
    });
    expect(tally.peers.get(2)).toMatchObject({ bytesIn: 30, bytesOut: 5 });
  });

  it('counts every record into its second, also when the clock is set back, and before 1970', () => {
    const tally = new Tally();
    tally.add(1, 1_999_999, null, 'in', 'data', 5);
    tally.add(2, 2_000_000, null, 'out', 'data', 6);
    tally.add(3, 1_000_000, null, null, 'failed', 0);
    tally.add(4, -1, null, 'in', 'data', 1);
    expect(Object.fromEntries(tally.seconds)).toMatchObject({
      1: { records: 2, payloadsIn: 1, payloadsOut: 0, bytesIn: 5, bytesOut: 0, firstSeq: 1 },
      2: { records: 1, payloadsIn: 0, payloadsOut: 1, bytesIn: 0, bytesOut: 6, firstSeq: 2 },
      [-1]: { records: 1, payloadsIn: 1, payloadsOut: 0, bytesIn: 1, bytesOut: 0, firstSeq: 4 },
    });
  });
});
