import { DatabaseSync, StatementSync } from 'node:sqlite';
import { expect, it, vi } from 'vitest';
import { openRecording } from '../../../electron/engine/store/worker/openRecording.ts';
import { RecordQueries } from '../../../electron/engine/store/worker/query/recordQueries.ts';
import { unpackMatches } from '../../../shared/model/filteredView.ts';
import { until } from '../../support/until.ts';
import { head, Listener, record, StoreFixture, text } from '../store/storeFixture.ts';

it('reads rows that are far apart while a writer takes the file as soon as it can', async () => {
  await using fixture = new StoreFixture();
  const path = fixture.path();
  const writer = await fixture.store.create(path, head, new Listener().events);
  for (let index = 0; index < 200; index += 1)
    writer.append(record({ bytes: text(index % 2 === 0 ? 'straw' : 'needle') }));
  await writer.finish(head.startedAt + 1_000_000);

  const opened = openRecording(path);
  using _reading = opened.database;
  using writing = new DatabaseSync(path, { timeout: 0 });
  const queries = new RecordQueries(() => undefined);
  queries.open(1, 1, { ...opened, path }, { filter: '"needle"', from: 1 });
  const query = queries.get(1);
  await until(() => query.progress.state === 'current');
  const all: unknown = Reflect.get(StatementSync.prototype, 'all');
  if (typeof all !== 'function') throw new Error('SQLite’s statements have another form.');
  let refused = 0;
  const spied = vi.spyOn(StatementSync.prototype, 'all').mockImplementation(function read(
    this: StatementSync,
    ...values
  ) {
    const found = Reflect.apply(all, this, values);
    try {
      writing.exec('BEGIN EXCLUSIVE');
    } catch {
      refused += 1;
    }
    return found;
  });

  const { rows } = unpackMatches(query.rows({ from: 0, count: 100 }));
  spied.mockRestore();
  expect([rows.length, refused]).toEqual([100, 100]);
  queries.close(1);
});
