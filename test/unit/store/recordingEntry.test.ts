import { describe, expect, it } from 'vitest';
import { Outgoing } from '../../../electron/engine/store/main/outgoing.ts';
import type { PackedBatch } from '../../../electron/engine/store/batch.ts';
import { partsFirst } from '../../../electron/engine/store/worker/recordingEntry.ts';

const mebibyte = 1024 * 1024;

function packed(size: number): PackedBatch {
  const batches: PackedBatch[] = [];
  const outgoing = new Outgoing((batch) => batches.push(batch));
  const bytes = new Uint8Array(size);
  outgoing.append({ at: 1, peer: 1, direction: 'in', kind: 'data', bytes, note: null });
  outgoing.sendBatch();
  const [batch] = batches;
  if (!batch) throw new Error('Nothing was sent.');
  return batch;
}

describe('a message to the file', () => {
  it('is one entry, as long as its records are not very large', () => {
    for (const size of [0, 100, 8 * mebibyte]) {
      const batch = packed(size);
      expect(partsFirst({ batch, peers: [], meta: [] })).toEqual([
        { batch, peers: [], meta: [], parts: null },
      ]);
    }
  });

  it('comes after the parts of a very large record, eight at a time, and all of them once', () => {
    for (const size of [8 * mebibyte + 1, 17 * mebibyte, 30 * mebibyte + 5]) {
      const entries = partsFirst({ batch: packed(size), peers: [], meta: [] });
      const portions = entries.flatMap(({ parts }) => parts ?? []);
      const numbers = portions.flatMap(({ from, to }) =>
        Array.from({ length: to - from }, (_, at) => from + at),
      );
      expect(entries.slice(0, -1).every(({ batch }) => batch === null)).toBe(true);
      expect(entries.at(-1)).toMatchObject({ parts: null, batch: { count: 1 } });
      expect(numbers).toEqual(Array.from({ length: Math.ceil(size / mebibyte) - 1 }, (_, at) => at + 1));
      expect(Math.max(...portions.map(({ from, to }) => to - from))).toBe(8);
    }
  });
});
