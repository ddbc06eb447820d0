import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { sealMeta } from '../../../electron/engine/store/worker/metaSum.ts';
import { until } from '../../support/until.ts';
import { head, pattern, record, StoreFixture } from './storeFixture.ts';

describe('a finished recording with rows that were cut but not deleted', () => {
  it('gives the room back once it is opened, and shows the same meanwhile', async () => {
    await using fixture = new StoreFixture();
    const { writer, path } = await fixture.create();
    for (let index = 0; index < 20_000; index += 1) writer.append(record({ bytes: pattern(100) }));
    for (let index = 0; index < 3; index += 1) writer.append(record({ bytes: pattern(5 * 1024 * 1024) }));
    await writer.finish(head.startedAt + 1);
    // As a program leaves it that was killed after all was taken off the counts.
    using database = new DatabaseSync(path);
    database.exec(
      'UPDATE totals SET records = 0, frames_in = 0, frames_out = 0, bytes_in = 0, bytes_out = 0; ' +
        "DELETE FROM seconds; INSERT INTO meta VALUES('first', 20004)",
    );
    sealMeta(database);
    const reader = await fixture.store.open(path);
    const other = await fixture.store.open(path);
    expect(await reader.tail({ rows: 10 })).toEqual({ first: 20_004, last: 20_003, rows: [] });
    await until(() => statSync(path).size < 1_000_000);
    for (const each of [reader, other]) {
      expect(await each.tail({ rows: 10 })).toEqual({ first: 20_004, last: 20_003, rows: [] });
      await each.close();
    }
    expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  });
});
