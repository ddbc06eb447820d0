import { readFileSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { noFacts, type ConnectionFacts } from '../../../shared/model/facts.ts';
import { fixturesOfOneStore } from './sharedStore.ts';
import { head, record, text } from './storeFixture.ts';
import { asVersion } from './olderVersion.ts';

const newFixture = fixturesOfOneStore();

const facts = (found: Partial<ConnectionFacts>): ConnectionFacts => ({ ...noFacts, startedAt: 5, ...found });

function change(path: string, sql: string): void {
  using database = new DatabaseSync(path);
  database.exec(sql);
}

describe('what a connection really did', () => {
  it('is in its recording, as it was told last', async () => {
    const fixture = newFixture();
    const path = fixture.path('facts.wbs');
    const { writer } = await fixture.create('facts.wbs');
    expect((await writer.info()).facts).toBeNull();
    writer.facts(facts({ local: '127.0.0.1:1' }));
    writer.append(record());
    writer.facts(facts({ local: '127.0.0.1:1', remote: '127.0.0.1:2' }));
    expect((await writer.info()).facts).toMatchObject({ remote: '127.0.0.1:2' });
    writer.facts(facts({ proxy: 'socks5://127.0.0.1:3' }));
    await writer.finish(head.startedAt + 1);
    const reader = await fixture.store.open(path);
    expect((await reader.info()).facts).toEqual(facts({ proxy: 'socks5://127.0.0.1:3' }));
    using database = new DatabaseSync(path, { readOnly: true });
    const rows = database.prepare("SELECT value FROM meta WHERE key = 'facts'").all();
    expect(rows).toHaveLength(1);
  });

  it('is not known where the file says what nobody understands', async () => {
    const fixture = newFixture();
    const path = await fixture.recording([record()]);
    asVersion(path, 3);
    change(path, "INSERT INTO meta VALUES('facts', '{\"steps\":')");
    expect(await (await fixture.store.open(path)).info()).toMatchObject({ name: 'Echo', facts: null });
    expect(await fixture.store.summarize(path)).toMatchObject({ name: 'Echo' });
  });
});

describe('a recording of version 2', () => {
  it('is read as it is, with the options that its connection did not have yet', async () => {
    const fixture = newFixture();
    const path = await fixture.recording([record({ bytes: text('one'), kind: 'data' })]);
    const endpoint = { kind: 'tcp-client', address: 'tcp://127.0.0.1:9000', connectTimeoutMs: 1000 };
    change(path, `UPDATE meta SET value = '${JSON.stringify(endpoint)}' WHERE key = 'endpoint'`);
    asVersion(path, 2);
    const before = readFileSync(path);
    const { mtimeNs } = statSync(path, { bigint: true });
    const reader = await fixture.store.open(path);
    expect(await reader.info()).toMatchObject({
      endpoint: { ...endpoint, startTls: 'none', reconnect: { enabled: false } },
      facts: null,
      records: 1,
    });
    expect((await reader.traffic({ from: null, to: null, buckets: 1 })).payloadsIn).toEqual([1]);
    await reader.close();
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(statSync(path, { bigint: true }).mtimeNs).toBe(mtimeNs);
  });
});
