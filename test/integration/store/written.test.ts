import { DatabaseSync } from 'node:sqlite';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RecordQuery, RecordReader } from '../../../electron/engine/store/store.ts';
import type {
  Measured,
  RecordFormName,
  RecordRange,
  WritingPlace,
  WrittenPiece,
} from '../../../shared/model/recordForm.ts';
import { until } from '../../support/until.ts';
import { fixturesOfOneStore } from './sharedStore.ts';
import { pattern, record, rejection, text, type StoreFixture } from './storeFixture.ts';

const newFixture = fixturesOfOneStore();

type Asked = Pick<RecordReader | RecordQuery, 'written' | 'measured'>;

interface Written {
  readonly bytes: Buffer;
  readonly records: number;
  readonly leftOut: number;
  readonly damaged: number;
  readonly pieces: readonly number[];
}

/** Everything, as a window asks for it. */
async function writtenOf(asked: Asked, form: RecordFormName, ranges: RecordRange[]): Promise<Written> {
  const pieces: Uint8Array[] = [];
  const counts = { records: 0, leftOut: 0, damaged: 0 };
  for (let place: WritingPlace | null = null, isFirst = true; place || isFirst; isFirst = false) {
    const { output, body }: { output: WrittenPiece; body: Uint8Array } = await asked.written({
      ranges,
      form,
      place,
    });
    pieces.push(body);
    counts.records += output.records;
    counts.leftOut += output.leftOut;
    counts.damaged += output.damaged;
    place = output.next;
  }
  return { bytes: Buffer.concat(pieces), ...counts, pieces: pieces.map(({ length }) => length) };
}

async function measureOf(asked: Asked, ranges: RecordRange[]): Promise<Omit<Measured, 'next'>> {
  let bytes = 0;
  let records: number | null = null;
  for (let from: number | null = 1; from !== null;) {
    const measured: Measured = await asked.measured({ ranges, from });
    records ??= measured.records;
    bytes += measured.bytes;
    from = measured.next;
  }
  return { records: records ?? 0, bytes };
}

async function matchesOf(reader: RecordReader, filter: string): Promise<RecordQuery> {
  const query = await reader.query(filter);
  await until(() => query.progress.value.state === 'current');
  return query;
}

describe('records of a file in a form', () => {
  let fixture: StoreFixture;
  let reader: RecordReader;
  const count = 20_000;

  beforeAll(async () => {
    fixture = newFixture();
    const payloads = Array.from({ length: count }, (_, index) =>
      index % 10 === 9
        ? { kind: 'failed' as const, direction: null, note: 'Nobody is there.' }
        : { bytes: text(`tick ${index + 1}\n`) },
    );
    reader = await fixture.store.open(await fixture.recording(payloads));
  });

  it('are those of the ranges alone, in pieces of some milliseconds', async () => {
    const ranges = [
      { from: 1, to: 3 },
      { from: 9, to: 11 },
      { from: count - 1, to: count + 100 },
    ];
    const { bytes, records, leftOut } = await writtenOf(reader, 'text', ranges);
    expect(bytes.toString()).toBe('tick 1\ntick 2\ntick 3\ntick 9\ntick 11\ntick 19999\n');
    expect({ records, leftOut }).toEqual({ records: 6, leftOut: 2 });
    const all = await writtenOf(reader, 'json', [{ from: 1, to: count }]);
    expect(all.pieces.length).toBeGreaterThan(3);
    expect(Math.max(...all.pieces)).toBeLessThan(2_000_000);
    const lines = all.bytes.toString().trimEnd().split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toHaveLength(count);
    expect(lines[9]).toContain('"kind":"failed","size":0,"hex":"","text":"","note":"Nobody is there."}');
  });

  it('are the matches in the ranges where a filter is asked', async () => {
    const query = await matchesOf(reader, '"tick 77"');
    const { bytes, records } = await writtenOf(query, 'text', [
      { from: 70, to: 770 },
      { from: 7701, to: 7702 },
    ]);
    expect(bytes.toString()).toBe('tick 77\ntick 7701\ntick 7702\n');
    expect(records).toBe(3);
    expect(await measureOf(query, [{ from: 70, to: 771 }])).toEqual({ records: 2, bytes: 8 + 9 });
    await query.close();
  });

  it('are counted, and their bytes added up', async () => {
    const bytes = (from: number, to: number): number => {
      let sum = 0;
      for (let seq = from; seq <= to; seq += 1) if (seq % 10 !== 0) sum += `tick ${seq}\n`.length;
      return sum;
    };
    expect(await measureOf(reader, [{ from: 1, to: count }])).toEqual({
      records: count,
      bytes: bytes(1, count),
    });
    expect(
      await measureOf(reader, [
        { from: 5, to: 15_000 },
        { from: 15_002, to: 15_002 },
      ]),
    ).toEqual({ records: 14_997, bytes: bytes(5, 15_000) + bytes(15_002, 15_002) });
    const every = await matchesOf(reader, 'kind:failed or kind:data');
    expect(await measureOf(every, [{ from: 3, to: 12_345 }])).toEqual({
      records: 12_343,
      bytes: bytes(3, 12_345),
    });
    await every.close();
  });

  it('come from every second record as well', async () => {
    const query = await matchesOf(reader, '/[13579]\\n$/');
    const { bytes, records } = await writtenOf(query, 'text', [{ from: 1, to: count }]);
    const odd = Array.from({ length: count / 2 }, (_, index) => `tick ${2 * index + 1}\n`);
    expect(bytes.toString()).toBe(odd.join(''));
    expect(records).toBe(odd.length);
    await query.close();
  });
});

describe('a large record in a form', () => {
  it('is written in pieces, each a few milliseconds of work, and is the same bytes', async () => {
    const fixture = newFixture();
    const large = pattern(2_500_001);
    const long = text(`${'日本語 '.repeat(150_000)}.`);
    const reader = await fixture.store.open(
      await fixture.recording([
        { bytes: text('one') },
        { bytes: large },
        { bytes: long },
        { bytes: text('.') },
      ]),
    );
    const ranges = [{ from: 1, to: 4 }];
    const raw = await writtenOf(reader, 'bytes', ranges);
    expect(raw.bytes.equals(Buffer.concat([text('one'), large, long, text('.')]))).toBe(true);
    expect(Math.max(...raw.pieces)).toBeLessThan(400_000);
    const base64 = (await writtenOf(reader, 'base64', ranges)).bytes.toString().split('\n');
    expect(base64.map((line) => Buffer.from(line, 'base64').length)).toEqual([
      3,
      large.length,
      long.length,
      1,
    ]);
    const shown = (await writtenOf(reader, 'shown', ranges)).bytes.toString().split('\n');
    expect(shown[1]).toBe(
      Buffer.from(large)
        .toString('hex')
        .replace(/..(?!$)/g, '$& '),
    );
    expect(shown[2]).toBe(new TextDecoder().decode(long));
    const json = (await writtenOf(reader, 'json', ranges)).bytes.toString().trimEnd().split('\n');
    const read = json.map((line): unknown => JSON.parse(line));
    expect(read[1]).toMatchObject({ size: large.length, hex: Buffer.from(large).toString('hex') });
    expect(read[1]).not.toHaveProperty('text');
    expect(read[2]).toMatchObject({ text: new TextDecoder().decode(long) });
  });

  it('that is removed while it is written stops it, with a sentence: half of it is written by then', async () => {
    const fixture = newFixture();
    const { writer, listener } = await fixture.create();
    writer.append(record({ bytes: pattern(1_000_000) }));
    writer.append(record({ bytes: text('next') }));
    await writer.flush();
    const ranges = [{ from: 1, to: 2 }];
    const { output } = await writer.written({ ranges, form: 'json', place: null });
    const { next: place } = output;
    expect(place?.offset).toBeGreaterThan(0);
    writer.keep({ bytes: 100 });
    await listener.next('cut');
    const { message } = await rejection(writer.written({ ranges, form: 'json', place }));
    expect(message).toMatch(/^Record number 1 was removed from the recording before all of it was written/);
    const before = place && { ...place, offset: 0, isOpen: false };
    const rest = await writer.written({ ranges, form: 'hex', place: before });
    expect(Buffer.from(rest.body).toString()).toBe('6e 65 78 74');
    // A turn may end just behind the last record.
    expect(rest.output.next?.seq ?? 3).toBe(3);
    await writer.finish(0);
  });
});

describe('damaged records in a form', () => {
  it('are left out and counted, and told in their place by JSON lines', async () => {
    const fixture = newFixture();
    const path = await fixture.recording(['one', 'two', 'three'].map((word) => ({ bytes: text(word) })));
    const database = new DatabaseSync(path);
    database.exec("UPDATE records SET bytes = CAST('tvo' AS BLOB) WHERE seq = 2");
    database.close();
    const reader = await fixture.store.open(path);
    const ranges = [{ from: 1, to: 3 }];
    const plain = await writtenOf(reader, 'text', ranges);
    expect(plain).toMatchObject({ records: 2, damaged: 1 });
    expect(plain.bytes.toString()).toBe('one\nthree');
    const json = await writtenOf(reader, 'json', ranges);
    const lines = json.bytes.toString().trimEnd().split('\n');
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ event: 'damaged', from: 2, to: 2 });
    expect(lines).toHaveLength(3);
  });

  it('are told among every third record, and only if they are wanted', async () => {
    const fixture = newFixture();
    const numbers = Array.from({ length: 60 }, (_, index) => index + 1);
    const path = await fixture.recording(numbers.map((number) => ({ bytes: text(`tick ${number}\n`) })));
    const database = new DatabaseSync(path);
    database.exec("UPDATE records SET bytes = CAST('tock' AS BLOB) WHERE seq IN (22, 23, 40)");
    database.close();
    const ranges = numbers
      .filter((number) => number % 3 === 1)
      .map((number) => ({ from: number, to: number }));
    const { bytes, records, damaged } = await writtenOf(await fixture.store.open(path), 'text', ranges);
    const sound = ranges.filter(({ from }) => from !== 22 && from !== 40);
    expect(bytes.toString()).toBe(sound.map(({ from }) => `tick ${from}\n`).join(''));
    expect({ records, damaged }).toEqual({ records: sound.length, damaged: 2 });
  });

  it('are not those whose marks alone are damaged, which JSON lines tell once', async () => {
    const fixture = newFixture();
    const path = await fixture.recording(['one', 'two', 'three'].map((word) => ({ bytes: text(word) })));
    const mark = { from: 2, to: 2, colour: 'red' as const, note: null, at: 1 };
    await fixture.store.setMarks(path, [{ from: 2, to: 2, marks: [mark] }]);
    const database = new DatabaseSync(path);
    database.exec("UPDATE marks SET colour = 'none of ours'");
    database.close();
    const reader = await fixture.store.open(path);
    const json = await writtenOf(reader, 'json', [{ from: 1, to: 3 }]);
    expect(json).toMatchObject({ records: 3, damaged: 0 });
    const [problem, ...lines] = json.bytes.toString().trimEnd().split('\n');
    expect(problem).toContain('“marks”');
    expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
      { seq: 1, text: 'one' },
      { seq: 2, text: 'two' },
      { seq: 3, text: 'three' },
    ]);
  });

  it('stop a large one halfway, with a sentence', async () => {
    const fixture = newFixture();
    const path = await fixture.recording([{ bytes: pattern(2_000_000) }]);
    const database = new DatabaseSync(path);
    database.exec('UPDATE parts SET crc = crc + 1');
    database.close();
    const reader = await fixture.store.open(path);
    const { message } = await rejection(writtenOf(reader, 'hex', [{ from: 1, to: 1 }]));
    expect(message).toMatch(/is damaged/);
  });
});
