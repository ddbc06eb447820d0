import { describe, expect, it } from 'vitest';
import { MissingRecords } from '../../../electron/engine/session/missingRecords.ts';
import { UncommittedRecords } from '../../../electron/engine/session/uncommittedRecords.ts';

const cause = 'The disk was full.';

function payload(
  direction: 'in' | 'out',
  size: number,
  at = 1_000_000,
): Parameters<MissingRecords['add']>[0] {
  return { at, kind: 'data', direction, size };
}

describe('what is missing', () => {
  it('is told by direction, in payloads and bytes, with its duration and its cause', () => {
    const missing = new MissingRecords('chunk');
    missing.add(payload('in', 2000, 2_000_000));
    missing.add(payload('in', 500, 1_000_000));
    missing.add(payload('out', 1, 3_000_000));
    missing.add({ at: 4_000_000, kind: 'opened', direction: null, size: 0 });
    expect(missing.describe(cause, 3_500_000).note).toBe(
      'Missing here: 2 chunks (2,500 bytes) received, 1 chunk (1 byte) sent, 1 event, over 2.5 s. The disk was full.',
    );
    expect(missing.payloads).toBe(3);
  });

  it('is told once', () => {
    const missing = new MissingRecords('chunk');
    missing.add(payload('in', 1));
    missing.tellIn(7);
    expect(missing.isEmpty).toBe(true);
    missing.add(payload('in', 5));
    expect(missing.describe(cause, 1_000_000).note).toContain('1 chunk (5 bytes) received,');
    expect(missing.payloads).toBe(2);
  });

  it('is told again when the record that told it is lost, and only then', () => {
    const missing = new MissingRecords('chunk');
    missing.add(payload('in', 1));
    missing.tellIn(7);
    missing.committed(7);
    missing.add(payload('in', 10));
    missing.tellIn(9);
    missing.committed(8);
    missing.add(payload('out', 100));
    missing.lostFrom(9);
    expect(missing.describe(cause, 1_000_000).note).toContain(
      '1 chunk (10 bytes) received, 1 chunk (100 bytes) sent,',
    );
    expect(missing.payloads).toBe(3);
  });
});

describe('records on their way into the file', () => {
  it('are known by size and direction from any number on, until they are committed', () => {
    const records = new UncommittedRecords(5);
    records.add(5, 'in', 3);
    records.add(6, null, 0);
    records.add(7, 'out', 2 ** 30);
    expect([...records.from(1)]).toEqual([
      { direction: 'in', size: 3 },
      { direction: null, size: 0 },
      { direction: 'out', size: 2 ** 30 },
    ]);
    expect([...records.from(7)]).toEqual([{ direction: 'out', size: 2 ** 30 }]);
    records.committed(6);
    expect([...records.from(1)]).toEqual([{ direction: 'out', size: 2 ** 30 }]);
    records.committed(7);
    expect([...records.from(1)]).toEqual([]);
  });

  it('keep their order, however many wait, and however often the first of them are committed', () => {
    const records = new UncommittedRecords(1);
    let committed = 0;
    for (let seq = 1; seq <= 200_000; seq += 1) {
      records.add(seq, 'in', seq);
      if (seq % 3000 === 0) records.committed((committed = seq - 2500));
    }
    const sizes = [...records.from(1)].map(({ size }) => size);
    expect(sizes).toEqual(Array.from({ length: 200_000 - committed }, (_, index) => committed + 1 + index));
    records.committed(200_000);
    records.add(200_001, 'out', 4);
    expect([...records.from(1)]).toEqual([{ direction: 'out', size: 4 }]);
  });
});
