import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { sumOfRecord } from '../../../electron/engine/store/recordSum.ts';
import { fixturesOfOneStore } from './sharedStore.ts';
import { head, text } from './storeFixture.ts';

const newFixture = fixturesOfOneStore();

const closed = { code: null, closeCode: null, closeReason: null };
const note = 'The other side closed the connection.';
const laterClosed = JSON.stringify({ ...closed, shade: 'teal' });
const peer = { local: '', path: null, userAgent: null, subprotocol: null, headers: [] };
const laterPeer = JSON.stringify({ ...peer, shade: 'teal' });

/** Gives record 2 and the peer a field of which nothing is known here, with a sum that is right. */
function addField(path: string): void {
  using database = new DatabaseSync(path);
  const sum = sumOfRecord(
    { seq: 2, at: head.startedAt, size: 0, peer: 1, note },
    new Uint8Array(),
    laterClosed,
  );
  database.prepare('UPDATE records SET detail = ?, crc = ? WHERE seq = 2').run(laterClosed, sum);
  database.prepare('UPDATE peers SET detail = ?').run(laterPeer);
}

describe('a detail with a field that is not known', () => {
  it('is read without that field, with its record and its peer, one way or another', async () => {
    const fixture = newFixture();
    const path = await fixture.recording([
      { bytes: text('a') },
      { kind: 'closed', direction: null, note, detail: closed },
      { bytes: text('b') },
    ]);
    addField(path);
    const reader = await fixture.store.open(path);
    const { rows } = await reader.rows({ from: 1, count: 10 });
    expect(rows.map(({ seq, damage, detail }) => [seq, damage, detail])).toEqual([
      [1, undefined, undefined],
      [2, undefined, closed],
      [3, undefined, undefined],
    ]);
    expect(rows[1]?.note).toBe(note);
    expect((await reader.contents(1, 10, 64)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    const { peers } = await reader.info();
    expect(peers.map(({ id, detail }) => [id, detail])).toEqual([[1, peer]]);
    await reader.close();

    const salvaged = await fixture.store.salvage(path);
    const { found } = await salvaged.contents(1, 64);
    expect(found.map((each) => ('seq' in each ? each.seq : each))).toEqual([1, 2, 3]);
    await salvaged.close();
  });
});
