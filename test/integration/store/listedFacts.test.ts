import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { fixturesOfOneStore } from './sharedStore.ts';
import { head, pattern, record, text } from './storeFixture.ts';

const newFixture = fixturesOfOneStore();
const secondUs = 1_000_000;

describe('what a list says about a recording', () => {
  it('is what was opened and where, how long it lasted, and how much it carried', async () => {
    const fixture = newFixture();
    const { writer, path } = await fixture.create();
    writer.opened('tcp://127.0.0.1:41234');
    writer.append(record({ kind: 'opened', direction: null }));
    writer.append(record({ bytes: text('one'), at: head.startedAt + 3 * secondUs }));
    await writer.flush();
    const live = {
      ...{ kind: 'tcp-client', address: 'tcp://127.0.0.1:41234', payloads: 1, wasOpen: true },
      lastAt: head.startedAt + 3 * secondUs,
    };
    expect(await fixture.store.summarize(path)).toMatchObject(live);
    await writer.finish(head.startedAt + 5 * secondUs);
    expect(await fixture.store.summarize(path)).toMatchObject({
      ...live,
      lastAt: head.startedAt + 5 * secondUs,
    });
  });

  it('tells an attempt from a session in which nothing was said', async () => {
    const fixture = newFixture();
    const failed = await fixture.recording([{ kind: 'failed', direction: null, note: 'Refused.' }], 'a.wbs');
    const silent = await fixture.recording([{ kind: 'opened', direction: null }], 'b.wbs');
    const server = await fixture.recording([{ kind: 'listening', direction: null }], 'c.wbs');
    const wasOpen = async (path: string) => (await fixture.store.summarize(path)).wasOpen;
    expect(await Promise.all([failed, silent, server].map(wasOpen))).toEqual([false, true, true]);
    expect(await fixture.store.summarize(failed)).toMatchObject({ address: head.endpoint.address });
  });
});

describe('a recording without payloads', () => {
  it('takes little room once it has ended, and is as readable as any', async () => {
    const fixture = newFixture();
    const note = 'Connection refused: nothing listens there.';
    const path = await fixture.recording([{ kind: 'failed', direction: null, note }]);
    expect(statSync(path).size).toBeLessThan(24 * 1024);
    await fixture.store.rename(path, 'Kept');
    const reader = await fixture.store.open(path);
    expect((await reader.rows({ from: 1, count: 10 })).rows).toMatchObject([{ kind: 'failed', note }]);
    expect(await reader.info()).toMatchObject({ complete: true, records: 1, peers: [{ id: 1 }] });
    using database = new DatabaseSync(path, { readOnly: true });
    expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    expect(database.prepare('PRAGMA auto_vacuum').get()).toEqual({ auto_vacuum: 2 });
  });

  it('can be salvaged where a page of it is damaged', async () => {
    const fixture = newFixture();
    const path = await fixture.recording([{ kind: 'failed', direction: null, note: 'Refused.' }]);
    const whole = readFileSync(path);
    const at = whole.indexOf('Refused.');
    const pageOfNote = Math.floor(at / 1024);
    // Any other page but the first, which says how large pages are.
    const other = pageOfNote === 3 ? 4 : 3;
    writeFileSync(path, whole.fill(0xff, other * 1024, (other + 1) * 1024));
    const reader = await fixture.store.salvage(path);
    const { found } = await reader.contents(1, 64);
    expect(found).toMatchObject([{ kind: 'failed', note: 'Refused.' }]);
    await reader.close();
  });

  it('is the only one that is rewritten', async () => {
    const fixture = newFixture();
    const full = await fixture.recording([{ bytes: pattern(100) }]);
    expect(new DataView(readFileSync(full).buffer).getUint16(16)).toBe(16_384);
  });
});
