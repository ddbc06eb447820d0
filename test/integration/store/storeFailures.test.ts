import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createStore } from '../../../electron/engine/store/main/createStore.ts';
import { disksOfOurOwn, needs, notAsRoot, notOnWindows } from '../../support/needs.ts';
import { SmallDisk } from '../../support/smallDisk.ts';
import { fixturesOfOneStore } from './sharedStore.ts';
import { head, Listener, record, rejection, StoreFixture, text } from './storeFixture.ts';

const newFixture = fixturesOfOneStore();

describe('a recording that cannot be made', () => {
  it('says that there is a file already, and leaves it alone', async () => {
    const fixture = newFixture();
    writeFileSync(fixture.path(), 'precious');
    const { code, message } = await rejection(fixture.create());
    expect(code).toBe('BAD_REQUEST');
    expect(message).toMatch(/The file “.*session\.wbs” already exists/);
    expect(readFileSync(fixture.path(), 'utf8')).toBe('precious');
  });

  it('says that its folder is gone', async () => {
    const fixture = newFixture();
    expect((await rejection(fixture.create('none/session.wbs'))).message).toMatch(/folder is gone/);
  });

  it('says that its folder may not be written to', needs(notAsRoot), async () => {
    const fixture = newFixture();
    chmodSync(fixture.folder, 0o555);
    expect((await rejection(fixture.create())).message).toMatch(/not permitted/);
    chmodSync(fixture.folder, 0o755);
  });

  it('says that the disk is read-only', needs(disksOfOurOwn()), async () => {
    const fixture = newFixture();
    using disk = new SmallDisk(fixture.path('disk'), 1);
    disk.makeReadOnly();
    expect((await rejection(fixture.create('disk/session.wbs'))).message).toMatch(/read-only/);
  });
});

describe('a recording that cannot go on', () => {
  it('says that the file was deleted, and still shows what it has', needs(notOnWindows), async () => {
    const fixture = newFixture();
    const { writer, listener } = await fixture.create();
    writer.append(record({ bytes: text('kept') }));
    await writer.flush();
    rmSync(fixture.path());
    writer.append(record({ bytes: text('lost') }));
    await writer.flush();
    const [stop] = listener.all('stopped');
    expect(stop).toMatchObject({ fromSeq: 2 });
    expect(stop?.message).toMatch(/moved, renamed or deleted/);
    const page = await writer.tail({ rows: 10 });
    expect(page.rows.map((row) => new TextDecoder().decode(row.preview))).toEqual(['kept']);
    await writer.finish(head.startedAt);
    expect(readdirSync(fixture.folder)).toEqual([]);
  });

  it('says that its folder was moved', needs(notOnWindows), async () => {
    const fixture = newFixture();
    mkdirSync(fixture.path('a'));
    const { writer, listener } = await fixture.create('a/session.wbs');
    writer.append(record());
    await writer.flush();
    renameSync(fixture.path('a'), fixture.path('b'));
    writer.append(record());
    await writer.finish(head.startedAt);
    expect(listener.all('stopped')[0]?.message).toMatch(/moved, renamed or deleted|folder is gone/);
    const reader = await fixture.store.open(fixture.path('b/session.wbs'));
    expect(await reader.info()).toMatchObject({ records: 1, complete: false });
  });
});

describe('a worker that dies', () => {
  const dying = new URL('./storeDyingWorker.ts', import.meta.url);

  it('leaves nobody waiting, and the next recording begins with a new one', async () => {
    await using fixture = new StoreFixture(createStore({ workerUrl: dying }));
    const { writer, listener, path } = await fixture.create();
    writer.append(record({ bytes: text('kept') }));
    await writer.flush();
    const reader = await fixture.store.open(path);

    writer.opened('tcp://die');
    const pending = rejection(writer.tail({ rows: 1 }));
    await listener.next('stopped');
    expect(await pending).toMatchObject({ code: 'INTERNAL' });
    expect(listener.all('stopped')).toMatchObject([{ fromSeq: 2 }]);
    expect(writer.append(record())).toBe(null);
    // What only reads has a worker of its own.
    expect(await reader.info()).toMatchObject({ records: 1 });
    await writer.flush();
    await writer.finish(head.startedAt);
    await reader.close();

    const again = await fixture.store.open(path);
    expect(await again.info()).toMatchObject({ records: 1, complete: false });
    await again.close();
  });

  it('that never starts is a sentence, too', async () => {
    const workerUrl = new URL('./noSuchWorker.ts', import.meta.url);
    await using fixture = new StoreFixture(createStore({ workerUrl }));
    const { code, message } = await rejection(
      fixture.store.create(fixture.path(), head, new Listener().events),
    );
    expect(code).toBe('INTERNAL');
    expect(message).toMatch(/ended unexpectedly/);
    expect(existsSync(fixture.path())).toBe(false);
  });
});
