import { describe, expect, it } from 'vitest';
import {
  BatchBuilder,
  BatchCursor,
  encodeNote,
  packedSize,
  type PackedBatch,
} from '../../../electron/engine/store/batch.ts';
import { Outgoing, batchBytes } from '../../../electron/engine/store/main/outgoing.ts';
import { sumOfRecord } from '../../../electron/engine/store/recordSum.ts';
import { largestNoteBytes } from '../../../electron/engine/store/schema.ts';
import type { NewRecord } from '../../../electron/engine/store/store.ts';
import { recordKinds } from '../../../shared/model/record.ts';
import { encodeDetail, parseDetail } from '../../../shared/model/recordDetail.ts';

const record = (fields: Partial<NewRecord> = {}): NewRecord => ({
  at: 1_700_000_000_123_456,
  peer: 1,
  direction: 'in',
  kind: 'data',
  bytes: Uint8Array.of(1, 2, 3),
  note: null,
  ...fields,
});

function unpack(batch: PackedBatch): (NewRecord & { seq: number })[] {
  const cursor = new BatchCursor(batch);
  const records: (NewRecord & { seq: number })[] = [];
  while (cursor.next()) {
    const { seq, at, peer, direction, kind, note } = cursor;
    const detail = parseDetail(kind, JSON.parse(cursor.detail ?? 'null'));
    const bytes = Uint8Array.from(cursor.bytes);
    records.push({ seq, at, peer, direction, kind, note, ...(detail ? { detail } : {}), bytes });
  }
  return records;
}

describe('a packed batch', () => {
  it('gives back every field of every kind of record, in order', () => {
    const builder = new BatchBuilder(new ArrayBuffer(65_536), 41);
    const records = recordKinds.flatMap((kind) => [
      record({ kind, direction: 'out', note: 'Köln → 東京' }),
      record({ kind, direction: null, peer: null, bytes: new Uint8Array(0), note: '' }),
      record({ kind, peer: 4_000_000_000 }),
    ]);
    for (const each of records) builder.append(each, encodeNote(each.note));
    const batch = builder.finish();
    expect(unpack(batch)).toEqual(records.map((each, index) => ({ ...each, seq: 41 + index })));
    expect(batch.usedBytes).toBe(
      records.reduce((sum, each) => sum + packedSize(each, encodeNote(each.note)), 0),
    );
  });

  it('gives back what records say in fields, and takes it into their sum', () => {
    const records = [
      record({ kind: 'closed', note: 'Köln', detail: { code: null, closeCode: 4001, closeReason: '東京' } }),
      record({ kind: 'pong', detail: { isAutomatic: true } }),
      record(),
    ];
    const builder = new BatchBuilder(new ArrayBuffer(1000), 1);
    let size = 0;
    for (const each of records) {
      const note = encodeNote(each.note);
      const detail = each.detail ? encodeDetail(each.detail) : null;
      builder.append(each, note, detail);
      size += packedSize(each, note, detail);
    }
    const batch = builder.finish();
    const expected = records.map((each, index) => Object.assign(each, { seq: 1 + index }));
    expect(unpack(batch)).toEqual(expected);
    expect(batch.usedBytes).toBe(size);
    const cursor = new BatchCursor(batch);
    while (cursor.next()) {
      const { bytes, detail } = cursor;
      expect(cursor.sum()).toBe(sumOfRecord(cursor, bytes, detail));
    }
  });

  it('copies the bytes of a view onto a larger buffer, and nothing around them', () => {
    const larger = Uint8Array.from({ length: 1000 }, (_, at) => at & 0xff);
    const view = larger.subarray(500, 504);
    const builder = new BatchBuilder(new ArrayBuffer(100), 1);
    builder.append(record({ bytes: view }), null);
    larger.fill(0);
    expect(unpack(builder.finish())[0]?.bytes).toEqual(Uint8Array.of(244, 245, 246, 247));
  });

  it('cuts a note that is longer than the file takes, and leaves valid UTF-8', () => {
    const note = encodeNote('😀'.repeat(50_000));
    expect(note?.length).toBeLessThanOrEqual(largestNoteBytes);
    expect(new TextDecoder('utf-8', { fatal: true }).decode(note ?? undefined)).toMatch(/^(😀)+\uFFFD?…$/u);
  });
});

describe('outgoing records', () => {
  function outgoing(): { sent: PackedBatch[]; out: Outgoing } {
    const sent: PackedBatch[] = [];
    return { sent, out: new Outgoing((batch) => sent.push(batch)) };
  }

  it('are numbered from 1 without gaps, over batches of any size', () => {
    const { sent, out } = outgoing();
    const sizes = [10, 700_000, 3, 400_000, 200_000, 200_000, 200_000, 200_000, 200_000, 2_000_000, 0];
    const given = sizes.map((size) => out.append(record({ bytes: new Uint8Array(size) })));
    out.sendBatch();
    expect(given).toEqual(sizes.map((_, index) => index + 1));
    expect(sent.flatMap(unpack).map((each) => [each.seq, each.bytes.length])).toEqual(
      sizes.map((size, index) => [index + 1, size]),
    );
  });

  it('leave in a buffer of their own size when they are large or few', () => {
    const { sent, out } = outgoing();
    out.append(record({ bytes: new Uint8Array(3_000_000) }));
    out.append(record());
    out.sendBatch();
    expect(sent.map((batch) => batch.buffer.byteLength - batch.usedBytes)).toEqual([0, 0]);
  });

  it('take a large buffer that is given instead of copying it', () => {
    const { sent, out } = outgoing();
    const bytes = Uint8Array.from({ length: 400_000 }, (_, at) => at & 0xff);
    out.append(record());
    out.append(record({ bytes, given: true, note: 'as it came' }));
    out.append(record());
    out.sendBatch();
    expect(sent.map(({ given }) => given === bytes.buffer)).toEqual([false, true, false]);
    expect(sent.flatMap(unpack).map(({ seq, note }) => [seq, note])).toEqual([
      [1, null],
      [2, 'as it came'],
      [3, null],
    ]);
    expect(sent.flatMap(unpack)[1]?.bytes).toEqual(bytes);
    expect(sent[1]?.usedBytes).toBe(packedSize(record({ bytes }), encodeNote('as it came')));
  });

  it('leave when the turn of the record is over, so that who looks on still sees its bytes, and in order', async () => {
    const { sent, out } = outgoing();
    out.append(record({ bytes: new Uint8Array(400_000).fill(7), given: true }));
    // The answer of somebody who looks on, recorded in the middle of it.
    out.append(record({ bytes: new Uint8Array(400_000).fill(8), direction: 'out' }));
    expect(sent).toEqual([]);
    expect(out.packedBytes).toBeGreaterThan(800_000);
    await Promise.resolve();
    expect(sent.flatMap(unpack).map(({ seq, bytes }) => [seq, bytes[0]])).toEqual([
      [1, 7],
      [2, 8],
    ]);
    expect(out.packedBytes).toBe(0);
  });

  it('copy what is small, not given, or only a part of its buffer', () => {
    const { sent, out } = outgoing();
    out.append(record({ bytes: new Uint8Array(1000), given: true }));
    out.append(record({ bytes: new Uint8Array(400_000), given: false }));
    out.append(record({ bytes: new Uint8Array(400_001).subarray(1), given: true }));
    out.sendBatch();
    expect(sent.map(({ given }) => given)).toEqual([null, null, null]);
    expect(sent.flatMap(unpack).map(({ bytes }) => bytes.length)).toEqual([1000, 400_000, 400_000]);
  });

  it('reuse a buffer that came back', () => {
    const { sent, out } = outgoing();
    const fill = (): void => {
      for (let at = 0; at < batchBytes; at += 65_536) out.append(record({ bytes: new Uint8Array(65_536) }));
    };
    fill();
    const first = sent[0]?.buffer;
    out.sendBatch();
    if (first) out.takeBack(first);
    fill();
    expect(sent.at(-1)?.buffer === first).toBe(true);
  });
});
