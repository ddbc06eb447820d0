import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ShownRecording } from '../../../electron/cli/shownRecording.ts';
import { noFacts } from '../../../shared/model/facts.ts';
import { range } from '../../support/numberedMessages.ts';
import { randomBelow, seededRandom } from '../../support/random.ts';
import { runHere } from '../../support/wirebenchHere.ts';
import { asVersion } from '../store/olderVersion.ts';
import { head, pattern, record, StoreFixture, text } from '../store/storeFixture.ts';

/** More than a record holds in one piece (1 MiB). */
const largeBytes = 1_100_000;

/** Payloads from none to several pages, events with notes, and a message in parts. */
function payloads(count: number): Parameters<typeof record>[0][] {
  return range(1, count).map((number) => {
    const at = head.startedAt + number * 1000;
    if (number % 10 === 0) return { at, kind: 'changed', direction: null, note: `Note ${number}.` };
    const bytes = number % 13 === 0 ? pattern(number * 100) : text(`message ${number} `.padEnd(number % 60));
    return { at, direction: number % 2 === 0 ? 'in' : 'out', bytes, note: number % 9 === 0 ? 'noted' : null };
  });
}

async function recording(fixture: StoreFixture, name: string): Promise<string> {
  const { writer, path } = await fixture.create(name);
  writer.peer(1, '127.0.0.1:9000');
  writer.facts(noFacts);
  for (const payload of payloads(400)) writer.append(record(payload));
  writer.append(record({ bytes: pattern(largeBytes) }));
  await writer.finish(head.startedAt + 1_000_000);
  return path;
}

/** All that is given of a recording: each record by its number, and how many places are damaged. */
async function shown(
  fixture: StoreFixture,
  path: string,
): Promise<{
  readonly records: ReadonlyMap<number, string>;
  readonly order: number[];
  readonly damages: number;
  readonly head: string;
}> {
  const records = new Map<number, string>();
  const order: number[] = [];
  await using recorded = await ShownRecording.open(fixture.store, path);
  const { name, startedAt, url, complete } = await recorded.head();
  await recorded.read(
    null,
    {
      windowBytes: 65_536,
      records: async (contents) => {
        for (const { bytes, ...facts } of contents) {
          records.set(facts.seq, `${JSON.stringify(facts)} ${Buffer.from(bytes).toString('hex')}`);
          order.push(facts.seq);
        }
      },
      damaged: async (place) => void order.push(place?.from ?? 0),
    },
    new AbortController().signal,
  );
  return {
    records,
    order,
    damages: recorded.damages,
    head: JSON.stringify([name, startedAt, url, complete]),
  };
}

/** Flips a bit of a word. Earlier copies may stand in space that is free now. */
function flip(bytes: Buffer, word: string): void {
  const at = bytes.lastIndexOf(word);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
}

describe('a recording in which something was damaged', () => {
  let fixture: StoreFixture;
  let path: string;
  let whole: Buffer;
  let sound: Awaited<ReturnType<typeof shown>>;
  beforeAll(async () => {
    fixture = new StoreFixture();
    path = await recording(fixture, 'whole.wbs');
    whole = readFileSync(path);
    sound = await shown(fixture, path);
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  async function damagedCopy(bytes: Uint8Array): ReturnType<typeof shown> {
    const copy = fixture.path('copy.wbs');
    writeFileSync(copy, bytes);
    return shown(fixture, copy);
  }

  function expectNothingWrong(found: Awaited<ReturnType<typeof shown>>): void {
    const wrong = [...found.records].filter(([seq, content]) => content !== sound.records.get(seq));
    expect(wrong).toEqual([]);
    expect(found.order).toEqual(found.order.toSorted((one, other) => one - other));
    const isSilent = found.damages === 0;
    const isSame = found.records.size === sound.records.size && found.head === sound.head;
    expect(isSilent && !isSame).toBe(false);
  }

  it('is shown whole where nothing is', () => {
    expect(sound.records.size).toBe(401);
    expect(sound.damages).toBe(0);
  });

  it('by one flipped bit loses one record at most, and never in silence', async () => {
    const random = seededRandom(2027);
    // Most of a page is empty space, in which a bit means nothing; the large message at the end has most of the rest.
    const used = range(0, whole.length - largeBytes - 1).filter((at) => whole[at] !== 0);
    let said = 0;
    for (const _ of range(1, 60)) {
      const bytes = Buffer.from(whole);
      const at = used[randomBelow(random, used.length)] ?? 0;
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << randomBelow(random, 8)), at);
      const found = await damagedCopy(bytes);
      expectNothingWrong(found);
      expect(found.records.size, `byte ${at}`).toBeGreaterThanOrEqual(400);
      if (found.damages > 0) said += 1;
    }
    expect(said).toBeGreaterThan(45);
  });

  it('keeps its marks where it cannot be opened, and says where these are what is wrong', async () => {
    const marked = fixture.path('marked.wbs');
    writeFileSync(marked, whole);
    const mark = { from: 3, to: 5, colour: 'red', note: 'slow', at: 0 } as const;
    await fixture.store.setMarks(marked, [{ from: 3, to: 5, marks: [mark] }]);
    const bytes = readFileSync(marked);
    const sane = await runHere('show', marked, '--json', '--filter', 'mark:"slow"');
    expect(sane.records.map(({ seq }) => seq)).toEqual([3, 4, 5]);

    const unopened = Buffer.from(bytes);
    flip(unopened, 'CREATE TABLE records');
    writeFileSync(marked, unopened);
    const { status, records } = await runHere('show', marked, '--json', '--filter', 'mark:"slow"');
    expect(status).toBe(1);
    expect(records.map(({ seq, mark: found }) => [seq, found])).toEqual(
      [3, 4, 5].map((seq) => [seq, { colour: 'red', note: 'slow' }]),
    );

    flip(bytes, 'redslow');
    writeFileSync(marked, bytes);
    const wrong = await runHere('show', marked, '--json');
    expect([wrong.status, wrong.records.length]).toEqual([1, 401]);
    expect(wrong.stdout).toMatch(/its “marks” table/);
  });

  it('in any byte of its header gives every record', async () => {
    // What is not looked at may say what it likes; the lowest byte of the version can become that of a newer Wirebench.
    for (const at of [
      ...range(0, 27),
      28,
      31,
      32,
      36,
      40,
      44,
      52,
      56,
      60,
      61,
      62,
      ...range(68, 71),
      92,
      96,
    ]) {
      const bytes = Buffer.from(whole);
      bytes.writeUInt8(bytes.readUInt8(at) ^ 4, at);
      const found = await damagedCopy(bytes);
      expectNothingWrong(found);
      expect(found.records.size, `byte ${at}`).toBe(401);
    }
  });

  it('by whole pages of zeros gives what is on the others, and says what is missing', async () => {
    const pages = whole.length / 16_384;
    const damages: number[] = [];
    for (const page of [...range(0, 20), pages - 1].filter((each) => each < pages)) {
      const bytes = Buffer.from(whole);
      bytes.fill(0, page * 16_384, (page + 1) * 16_384);
      const found = await damagedCopy(bytes);
      expectNothingWrong(found);
      damages.push(found.damages);
    }
    expect(damages.filter((count) => count > 0).length).toBeGreaterThan(10);
  });

  it('by an end that is cut off gives what stands before it, and says what is missing', async () => {
    const random = seededRandom(11);
    let most = 0;
    for (const _ of range(1, 20)) {
      const cut = whole.subarray(0, 200_000 + randomBelow(random, whole.length - 200_000));
      const found = await damagedCopy(cut);
      expectNothingWrong(found);
      expect(found.damages).toBeGreaterThan(0);
      most = Math.max(most, found.records.size);
    }
    expect(most).toBe(400);
  });

  it('and of an older version has sums of its bytes, which are looked at', async () => {
    const older = await recording(fixture, 'older.wbs');
    asVersion(older, 3);
    expect((await shown(fixture, older)).records).toEqual(sound.records);
    const bytes = readFileSync(older);
    flip(bytes, 'message 7 ');
    const found = await damagedCopy(bytes);
    expect([found.records.size, found.damages]).toEqual([400, 1]);
    expectNothingWrong(found);
  });

  it('is shown by the command line in order, with status 1', async () => {
    const bytes = Buffer.from(whole);
    flip(bytes, 'message 7 ');
    flip(bytes, 'Note 20.');
    const copy = fixture.path('shown.wbs');
    writeFileSync(copy, bytes);
    const json = await runHere('show', copy, '--json');
    expect(json.status).toBe(1);
    expect(json.stderr).toMatch(/^The recording is damaged at 2 places\./);
    expect(json.records.length).toBe(399);
    const at = json.lines.findIndex(({ event }) => event === 'damaged');
    expect(json.lines[at]).toMatchObject({ from: 7, to: 7, problem: expect.stringContaining('number 7') });
    expect(json.lines[at - 1]).toMatchObject({ event: 'record', seq: 6 });
    expect(json.lines[at + 1]).toMatchObject({ event: 'record', seq: 8 });
    const plain = await runHere('show', copy);
    expect(plain.status).toBe(1);
    expect(plain.stdout).toMatch(/message 6 .*\n!  Record number 7 cannot be read.*\n.*message 8 /);
    const filtered = await runHere('show', copy, '--filter', '#<=20 and not kind:data', '--json');
    expect(filtered.status).toBe(1);
    expect(filtered.records.map(({ seq }) => seq)).toEqual([10]);
  });

  it('is marked in a list, and not sent again', async () => {
    const bytes = Buffer.from(whole);
    flip(bytes, 'message 7 ');
    const copy = fixture.path('listed.wbs');
    writeFileSync(copy, bytes);
    const reader = await fixture.store.open(copy);
    const { rows } = await reader.rows({ from: 1, count: 20 });
    await reader.close();
    expect(rows.filter(({ damage }) => damage !== undefined).map(({ seq }) => seq)).toEqual([7]);
    const replayed = await runHere('replay', copy, '--to', 'tcp://127.0.0.1:9', '--timing', 'fast');
    expect(replayed.status).toBe(1);
    expect(replayed.stderr).toMatch(/^Record number 7 of this recording is damaged, so the replay stopped/);
  });
});
