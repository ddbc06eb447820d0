import { describe, expect, it } from 'vitest';
import type { NewRecord, RecordQuery } from '../../../electron/engine/store/store.ts';
import { endpointSchema, type Endpoint } from '../../../shared/model/connection.ts';
import { until } from '../../support/until.ts';
import { head, Listener, record, StoreFixture, text } from '../store/storeFixture.ts';

const client = (reconnect: object = {}): Endpoint =>
  endpointSchema.parse({ kind: 'tcp-client', address: 'tcp://127.0.0.1:9000', reconnect });
const reconnecting = client({ enabled: true });

const from = (peer: number, content: string): NewRecord => record({ peer, bytes: text(content) });

/** The records that a filter finds in a recording of these, and what it marks in two of them. */
async function found(
  endpoint: Endpoint,
  records: readonly NewRecord[],
  marked: readonly [number, number],
): Promise<{ readonly matches: readonly number[]; readonly marks: readonly unknown[] }> {
  await using fixture = new StoreFixture();
  const path = fixture.path();
  const writer = await fixture.store.create(path, { ...head, endpoint }, new Listener().events);
  for (const id of new Set(records.map(({ peer }) => peer))) writer.peer(id ?? 0, `127.0.0.1:${id}`);
  for (const each of records) writer.append(each);
  await writer.finish(head.startedAt + 1_000_000);
  const reader = await fixture.store.open(path);
  const query = await reader.query('"PASSWORD"');
  await until(() => query.progress.value.state === 'current');
  const matches = (await query.rows({ from: 0, count: 512 })).rows.map(({ seq }) => seq);
  const marks = [await marksIn(query, marked[0]), await marksIn(query, marked[1])];
  await reader.close();
  return { matches, marks };
}

const marksIn = (query: RecordQuery, seq: number): Promise<unknown> =>
  query.ranges({ seq, offset: 0, length: 100 });

/** 1,100 records; the second and all that follow are of this peer, and a word spans two chunks of the search. */
const across = (peer: number): NewRecord[] =>
  Array.from({ length: 1100 }, (_, index) => {
    const content = index === 1023 ? '..........PA' : index === 1024 ? 'SSWORD......' : '............';
    return from(index === 0 ? 1 : peer, content);
  });

describe('a filter over what a client recorded that reconnected', () => {
  it('does not find what ends one link and begins the next', async () => {
    const records = [from(1, '....PASS'), from(2, 'WORD....')];
    expect(await found(reconnecting, records, [1, 2])).toEqual({ matches: [], marks: [[], []] });
  });

  it('finds and marks what spans two chunks of a later link', async () => {
    const records = [from(1, 'nothing'), from(2, '....PASS'), from(2, 'WORD....')];
    const marks = [[{ from: 4, to: 8 }], [{ from: 0, to: 4 }]];
    expect(await found(reconnecting, records, [2, 3])).toEqual({ matches: [2, 3], marks });
  });

  it.each([1, 2])('finds and marks it where the search goes on, in link %i', async (peer) => {
    const marks = [[{ from: 10, to: 12 }], [{ from: 0, to: 6 }]];
    expect(await found(reconnecting, across(peer), [1024, 1025])).toEqual({ matches: [1024, 1025], marks });
  });

  it.each<[string, NewRecord[], number[]]>([
    ['two peers', [from(1, '....PASS'), from(2, 'WORD....')], []],
    ['a peer of another number', [from(7, '....PASS'), from(7, 'WORD....')], [1, 2]],
  ])('asks the file, where that says %s of a client that does not', async (_what, records, matches) => {
    const marks = matches.length === 0 ? [[], []] : [[{ from: 4, to: 8 }], [{ from: 0, to: 4 }]];
    expect(await found(client(), records, [1, 2])).toEqual({ matches, marks });
  });
});
