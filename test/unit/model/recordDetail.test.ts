import { describe, expect, it } from 'vitest';
import { eventKinds, recordKinds } from '../../../shared/model/record.ts';
import {
  detailSchemas,
  encodeDetail,
  isDetailedKind,
  largestDetailBytes,
  parseDetail,
  type DetailOf,
} from '../../../shared/model/recordDetail.ts';

const handshake = { request: ['GET /chat HTTP/1.1'], answer: ['HTTP/1.1 101 Switching Protocols'] };
const opened: DetailOf<'opened'> = {
  ...{ local: '127.0.0.1:1', remote: '127.0.0.1:2', proxy: null, path: '/chat' },
  ...{ userAgent: null, subprotocol: null, handshake, tls: null },
};
const decoded = (bytes: Uint8Array): unknown =>
  JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));

describe('what a record says in fields', () => {
  it('has a schema for every kind of event', () => {
    expect(eventKinds.filter((kind) => !isDetailedKind(kind))).toEqual([]);
    expect(Object.keys(detailSchemas).filter((kind) => !recordKinds.some((known) => known === kind))).toEqual(
      [],
    );
  });

  it('is taken when it is of its kind, and nothing else is', () => {
    expect(parseDetail('opened', opened)).toEqual(opened);
    expect(parseDetail('opened', { ...opened, more: 1 })).toEqual(opened);
    for (const wrong of [null, 'x', {}, { ...opened, path: 7 }]) {
      expect(parseDetail('opened', wrong)).toBe(undefined);
    }
    expect(parseDetail('closed', opened)).toBe(undefined);
    expect(parseDetail('text', {})).toBe(undefined);
  });

  it('is kept as it is where it has room', () => {
    expect(decoded(encodeDetail(opened))).toEqual(opened);
  });

  it.each([
    ['a long line', ['x'.repeat(100_000)]],
    ['signs that JSON escapes', ['\u0001"\\'.repeat(20_000)]],
    ['many lines in another script', Array.from({ length: 5000 }, () => '東京'.repeat(1000))],
    ['half a pair of surrogates', ['😀'.repeat(20_000), 'a'.repeat(16_383) + '😀'.repeat(20_000)]],
  ])('is cut to its limit, in its schema and in valid UTF-8: %s', (_, request) => {
    const bytes = encodeDetail({ ...opened, handshake: { request, answer: handshake.answer } });
    expect(bytes.length).toBeLessThanOrEqual(largestDetailBytes);
    const { handshake: kept, ...rest } = detailSchemas.opened.parse(decoded(bytes));
    expect({ ...rest, handshake }).toEqual(opened);
    expect(kept?.request[0]).toMatch(/^.{16,}…$/su);
  });
});
