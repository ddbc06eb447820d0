import { describe, expect, it } from 'vitest';
import { until } from '../../support/until.ts';
import type { RecordReader } from '../../../electron/engine/store/store.ts';
import { fixturesOfOneStore } from './sharedStore.ts';
import { pattern, record, text } from './storeFixture.ts';

const newFixture = fixturesOfOneStore();

const large = pattern(2_500_000);
const payloads = [text('first'), new Uint8Array(0), large, text('last')];

/** Small, empty, beyond the end, and over the border of two parts of a large record. */
const wanted = [
  { seq: 4, offset: 0, length: 100 },
  { seq: 3, offset: 1_048_000, length: 2000 },
  { seq: 2, offset: 0, length: 10 },
  { seq: 1, offset: 2, length: 2 },
  { seq: 3, offset: 2_499_990, length: 65_536 },
  { seq: 1, offset: 5, length: 1 },
];
const expected = ['last', large.subarray(1_048_000, 1_050_000), '', 'rs', large.subarray(2_499_990), ''].map(
  (bytes) => Buffer.from(bytes),
);

async function readWanted(reader: RecordReader): Promise<Buffer[]> {
  return (await reader.windows(wanted)).map((bytes) => Buffer.from(bytes));
}

describe('windows of several records', () => {
  it('come in the order in which they are asked for, of a finished file', async () => {
    const fixture = newFixture();
    const reader = await fixture.store.open(await fixture.recording(payloads.map((bytes) => ({ bytes }))));
    expect(await readWanted(reader)).toEqual(expected);
    expect(await reader.windows([])).toEqual([]);
    await reader.close();
  });

  it('come with everything appended until then, of a file that is written', async () => {
    const fixture = newFixture();
    const { writer } = await fixture.create();
    for (const bytes of payloads) writer.append(record({ bytes }));
    expect(await readWanted(writer)).toEqual(expected);
    await writer.finish(0);
  });

  it('are refused when one of them is of a record that is not there', async () => {
    const fixture = newFixture();
    const reader = await fixture.store.open(await fixture.recording([{ bytes: text('only') }]));
    const asked = reader.windows([1, 2].map((seq) => ({ seq, offset: 0, length: 4 })));
    await expect(asked).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await reader.close();
  });
});

describe('a large record whose buffer is given', () => {
  it('is taken out of the hands of the one who gave it, and is whole in the file', async () => {
    const fixture = newFixture();
    const { writer, path } = await fixture.create();
    const bytes = Uint8Array.from(large);
    writer.append(record({ bytes: text('before') }));
    expect(writer.append(record({ bytes, given: true, note: 'given' }))).toBe(2);
    writer.append(record({ bytes: text('after') }));
    // Not before all who look on have looked.
    await until(() => bytes.buffer.detached);
    await writer.finish(0);
    const reader = await fixture.store.open(path);
    const { rows } = await reader.rows({ from: 1, count: 3 });
    expect(rows.map(({ size, note }) => [size, note])).toEqual([
      [6, null],
      [large.length, 'given'],
      [5, null],
    ]);
    const whole = await reader.bytes({ seq: 2, offset: 0, length: large.length });
    expect(Buffer.from(whole.bytes).equals(large)).toBe(true);
    await reader.close();
  });
});
