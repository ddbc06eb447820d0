import { readdirSync, readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { fixturesOfOneStore } from './sharedStore.ts';
import { head, pattern, record, rejection, text } from './storeFixture.ts';

const newFixture = fixturesOfOneStore();

describe('the name and the copy of a recording', () => {
  it('can be changed and made, whether it is live or not', async () => {
    const fixture = newFixture();
    const { writer, path, listener } = await fixture.create();
    writer.append(record({ bytes: text('before') }));
    await fixture.store.rename(path, '  Login, second try ');
    await fixture.store.copy(path, fixture.path('copy.wbs'));
    writer.append(record({ bytes: text('after') }));
    expect(await writer.info()).toMatchObject({ name: 'Login, second try', records: 2 });
    await writer.finish(head.startedAt + 1);
    expect(listener.all('stopped')).toEqual([]);

    const copied = await fixture.store.open(fixture.path('copy.wbs'));
    expect(await copied.info()).toMatchObject({ name: 'Login, second try', records: 1, complete: false });
    await fixture.store.rename(path, 'Done');
    expect(await fixture.store.summarize(path)).toEqual({
      name: 'Done',
      startedAt: head.startedAt,
      lastAt: head.startedAt + 1,
      kind: 'tcp-client',
      address: 'tcp://127.0.0.1:9000',
      named: true,
      complete: true,
      wasOpen: true,
      payloads: 2,
      first: 1,
      payloadsOut: 0,
      connection: null,
      target: null,
    });
    expect(readdirSync(fixture.folder).toSorted()).toEqual(['copy.wbs', 'session.wbs']);
  });

  it('are the person’s own from then on, or when the file was taken in', async () => {
    const fixture = newFixture();
    const { writer, path } = await fixture.create();
    expect(await fixture.store.summarize(path)).toMatchObject({ named: false, complete: false, payloads: 0 });
    await fixture.store.setNamed(path);
    expect(await fixture.store.summarize(path)).toMatchObject({ name: 'Echo', named: true });
    await writer.finish(head.startedAt);
    const other = await fixture.recording([{ bytes: text('x') }], 'other.wbs');
    await fixture.store.setNamed(other);
    expect(await fixture.store.summarize(other)).toMatchObject({ name: 'Echo', named: true, payloads: 1 });
  });

  it('are refused with a sentence: no name, a name that is taken, a folder that is not there', async () => {
    const fixture = newFixture();
    const path = await fixture.recording([{ bytes: text('x') }]);
    expect(await rejection(fixture.store.rename(path, '   '))).toMatchObject({ code: 'BAD_REQUEST' });
    const other = await fixture.recording([{ bytes: text('other') }], 'other.wbs');
    const before = readFileSync(other);
    expect((await rejection(fixture.store.copy(path, other))).message).toMatch(/already/);
    expect(readFileSync(other).equals(before)).toBe(true);
    expect((await rejection(fixture.store.copy(path, fixture.path('none/copy.wbs')))).message).toMatch(
      /folder is gone/,
    );
    expect(
      await rejection(fixture.store.copy(fixture.path('none.wbs'), fixture.path('c.wbs'))),
    ).toMatchObject({ code: 'NOT_FOUND' });
    expect(readdirSync(fixture.folder).toSorted()).toEqual(['other.wbs', 'session.wbs']);
  });

  it('is told on its way, and leaves nothing when it is stopped', async () => {
    const fixture = newFixture();
    const records = Array.from({ length: 100 }, () => ({ bytes: pattern(50_000) }));
    const path = await fixture.recording(records);
    for await (const share of fixture.store.copying(path, fixture.path('stopped.wbs'))) {
      expect(share).toBe(0);
      break;
    }
    const shares: number[] = [];
    for await (const share of fixture.store.copying(path, fixture.path('copy.wbs'))) shares.push(share);
    expect(shares.at(0)).toBe(0);
    expect(shares).toEqual(shares.toSorted((left, right) => left - right));
    expect(readdirSync(fixture.folder).toSorted()).toEqual(['copy.wbs', 'session.wbs']);
  });

  it('hold while records pour in: the copy is a recording of its own', async () => {
    const fixture = newFixture();
    const { writer, path, listener } = await fixture.create();
    const bytes = pattern(50_000);
    for (let index = 0; index < 400; index += 1) writer.append(record({ bytes }));
    await writer.flush();
    const state = { isCopied: false };
    const copying = fixture.store.copy(path, fixture.path('copy.wbs')).then(() => (state.isCopied = true));
    for (let round = 0; !state.isCopied && round < 2000; round += 1) {
      for (let index = 0; index < 20; index += 1) writer.append(record({ bytes }));
      await writer.flush();
    }
    await copying;
    await writer.finish(head.startedAt);
    expect(listener.all('stopped')).toEqual([]);
    const copy = await fixture.store.open(fixture.path('copy.wbs'));
    const { last: total, rows } = await copy.tail({ rows: 512 });
    expect(total).toBeGreaterThanOrEqual(400);
    expect(rows).toHaveLength(Math.min(total, 512));
    using database = new DatabaseSync(fixture.path('copy.wbs'), { readOnly: true });
    expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  });
});
