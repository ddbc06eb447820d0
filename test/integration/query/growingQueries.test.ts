import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { until } from '../../support/until.ts';
import { fixturesOfOneStore } from '../store/sharedStore.ts';
import { head, record, rejection, StoreFixture, text } from '../store/storeFixture.ts';
import { reaches, seqsOf } from './readQuery.ts';

const newFixture = fixturesOfOneStore();

describe('a query over a recording that grows', () => {
  it('finds what comes, also where it begins behind the last record', async () => {
    const fixture = newFixture();
    const { writer } = await fixture.create();
    for (let seq = 1; seq <= 5; seq += 1) writer.append(record({ bytes: text('same') }));
    await writer.flush();
    const query = await writer.query('"same"', 6);
    await reaches(query, 5);
    expect(await seqsOf(query)).toEqual([]);
    writer.append(record({ bytes: text('same') }));
    await reaches(query, 6);
    expect(await seqsOf(query)).toEqual([6]);
    await query.close();
    await writer.finish(head.startedAt);
  });

  it('goes on by itself with what is recorded, and when the recording has ended', async () => {
    const fixture = newFixture();
    const { writer, listener } = await fixture.create();
    const query = await writer.query('"yes"');
    for (let index = 1; index <= 300; index += 1) {
      writer.append(record({ bytes: text(index % 3 === 0 ? 'yes' : 'no') }));
    }
    await until(() => query.progress.value.matches === 100);
    writer.append(record({ bytes: text('ye') }));
    await writer.flush();
    await reaches(query, 301);
    writer.append(record({ bytes: text('s') }));
    await until(() => query.progress.value.matches === 102);
    writer.append(record({ bytes: text('yes') }));
    await writer.finish(head.startedAt + 1);
    await reaches(query, 303);
    expect((await query.tail({ rows: 3 })).rows.map(({ seq }) => seq)).toEqual([301, 302, 303]);
    expect(await query.ranges({ seq: 302, offset: 0, length: 10 })).toEqual([{ from: 0, to: 1 }]);
    expect(listener.all('held')).toEqual([]);
    await query.close();
  });

  it('never holds the recording: a flood comes in whole while it is looked through', async () => {
    const fixture = newFixture();
    const { writer, listener } = await fixture.create();
    const query = await writer.query('"number 7" or /x{3}/ or size>1k');
    for (let batch = 0; batch < 30; batch += 1) {
      for (let index = 0; index < 1000; index += 1) {
        writer.append(record({ bytes: text(`this is number ${index}`) }));
      }
      await nextTurn();
    }
    await writer.flush();
    await reaches(query, 30_000);
    expect(query.progress.value.matches).toBe(30 * 111);
    expect(listener.all('held')).toEqual([]);
    expect(listener.all('stopped')).toEqual([]);
    await writer.finish(head.startedAt + 1);
    expect(await seqsOf(query)).toHaveLength(512);
    await query.close();
  });

  it('follows a cut: what is gone matches no more, and what is left keeps its index', async () => {
    const fixture = newFixture();
    const { writer } = await fixture.create();
    const query = await writer.query('"even"');
    for (let index = 1; index <= 1000; index += 1) {
      writer.append(record({ bytes: text(index % 2 === 0 ? 'even' : 'odd') }));
    }
    await writer.flush();
    await reaches(query, 1000);
    const before = await query.rows({ from: 490, count: 10 });
    writer.keep({ payloads: 10 });
    writer.append(record({ bytes: text('even') }));
    await writer.flush();
    await until(() => query.progress.value.first >= 990 && query.progress.value.scanned === 1001);
    const { first, matches, dropped } = query.progress.value;
    expect(matches + dropped).toBe(501);
    const after = await query.rows({ from: 0, count: 512 });
    expect(after.rows).toHaveLength(matches);
    expect(after.rows[0]?.seq).toBeGreaterThanOrEqual(first);
    const last = before.rows.at(-1);
    expect((await query.rows({ from: 499, count: 1 })).rows[0]).toEqual(last);
    await query.close();
    await writer.finish(head.startedAt + 1);
  });

  it('gives each row its place, also right after a cut', async () => {
    const fixture = newFixture();
    const { writer, listener } = await fixture.create();
    const query = await writer.query('"even"');
    for (let index = 1; index <= 1000; index += 1) {
      writer.append(record({ bytes: text(index % 2 === 0 ? 'even' : 'odd') }));
    }
    await writer.flush();
    await reaches(query, 1000);
    const isCut = listener.next('cut');
    writer.keep({ payloads: 10 });
    await isCut;
    const { rows, dropped } = await query.rows({ from: 0, count: 512 });
    expect(rows.map(({ seq }) => seq)).toEqual([992, 994, 996, 998, 1000]);
    expect(dropped).toBe(495);
    await query.close();
    await writer.finish(head.startedAt + 1);
  });

  it('is told of the end of the worker that it runs in', async () => {
    const fixture = new StoreFixture();
    const path = await fixture.recording([{ bytes: text('x') }]);
    const reader = await fixture.store.open(path);
    const query = await reader.query('"x"');
    await reaches(query, 1);
    await fixture[Symbol.asyncDispose]();
    expect(query.progress.value).toMatchObject({ state: 'failed', matches: 1 });
    expect(await rejection(query.tail({ rows: 1 }))).toMatchObject({ code: 'INTERNAL' });
  });
});
