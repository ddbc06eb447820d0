import { execFileSync } from 'node:child_process';
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
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { head, Listener, pattern, record, rejection, StoreFixture, text } from './storeFixture.ts';

const isRoot = process.getuid?.() === 0;

/** A small file system of its own, in memory; needs root on Linux. */
class SmallDisk implements Disposable {
  readonly folder: string;

  constructor(folder: string, megabytes: number) {
    this.folder = folder;
    mkdirSync(folder);
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'wirebench-test', folder]);
  }

  makeReadOnly(): void {
    execFileSync('mount', ['-o', 'remount,ro', this.folder]);
  }

  [Symbol.dispose](): void {
    execFileSync('umount', ['-l', this.folder]);
  }
}

function canMount(): boolean {
  if (!isRoot || process.platform !== 'linux') return false;
  const folder = execFileSync('mktemp', ['-d']).toString().trim();
  try {
    new SmallDisk(join(folder, 'disk'), 1)[Symbol.dispose]();
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('a recording that cannot be made', () => {
  it('says that there is a file already, and leaves it alone', async () => {
    await using fixture = new StoreFixture();
    writeFileSync(fixture.path(), 'precious');
    const { code, message } = await rejection(fixture.create());
    expect(code).toBe('BAD_REQUEST');
    expect(message).toMatch(/There is a file .*session\.wbs” already/);
    expect(readFileSync(fixture.path(), 'utf8')).toBe('precious');
  });

  it('says that its folder is gone', async () => {
    await using fixture = new StoreFixture();
    expect((await rejection(fixture.create('none/session.wbs'))).message).toMatch(/folder is gone/);
  });

  it.skipIf(isRoot)('says that its folder may not be written to', async () => {
    await using fixture = new StoreFixture();
    chmodSync(fixture.folder, 0o555);
    expect((await rejection(fixture.create())).message).toMatch(/not permitted/);
    chmodSync(fixture.folder, 0o755);
  });

  it.runIf(canMount())('says that the disk is read-only', async () => {
    await using fixture = new StoreFixture();
    using disk = new SmallDisk(fixture.path('disk'), 1);
    disk.makeReadOnly();
    expect((await rejection(fixture.create('disk/session.wbs'))).message).toMatch(/read-only/);
  });
});

describe('a recording that cannot go on', () => {
  it.runIf(canMount())('says that the disk is full, and keeps what was committed until then', async () => {
    await using fixture = new StoreFixture();
    using disk = new SmallDisk(fixture.path('disk'), 8);
    const { writer, listener, path } = await fixture.create('disk/session.wbs');
    const bytes = pattern(100_000);
    let appended = 0;
    while (listener.all('stopped').length === 0) {
      for (let index = 0; index < 5; index += 1) if (writer.append(record({ bytes })) !== null) appended += 1;
      await writer.flush();
    }
    const [stop] = listener.all('stopped');
    expect(listener.all('stopped')).toHaveLength(1);
    expect(stop?.message).toMatch(/^The disk is full.*Free some space/);
    expect(stop?.fromSeq).toBe(listener.committed + 1);
    expect(listener.committed).toBeGreaterThan(20);
    expect(appended).toBeGreaterThan(listener.committed);
    expect(writer.append(record())).toBe(null);

    const last = listener.committed;
    expect((await writer.tail(1)).rows[0]?.seq).toBe(last);
    await writer.finish(head.startedAt);
    expect(readdirSync(disk.folder)).toEqual(['session.wbs']);
    const reader = await fixture.store.open(path);
    expect(await reader.info()).toMatchObject({ complete: false, records: last, bytesIn: last * 100_000 });
    const window = await reader.bytes(last, 0, 100_000);
    expect(Buffer.compare(window.bytes, bytes)).toBe(0);
  });

  it.runIf(canMount())('lets go of a held wire when the disk is full', async () => {
    await using fixture = new StoreFixture();
    using _ = new SmallDisk(fixture.path('disk'), 8);
    const { writer, listener } = await fixture.create('disk/session.wbs');
    const bytes = pattern(1024 * 1024);
    for (let index = 0; index < 40; index += 1) writer.append(record({ bytes }));
    await writer.flush();
    const order = listener.told.map(({ what }) => what).filter((what) => what !== 'committed');
    expect(order).toEqual(['filled', 'stopped', 'drained']);
    await writer.close();
  });

  it.runIf(process.platform !== 'win32')(
    'says that the file was deleted, and still shows what it has',
    async () => {
      await using fixture = new StoreFixture();
      const { writer, listener } = await fixture.create();
      writer.append(record({ bytes: text('kept') }));
      await writer.flush();
      rmSync(fixture.path());
      writer.append(record({ bytes: text('lost') }));
      await writer.flush();
      const [stop] = listener.all('stopped');
      expect(stop).toMatchObject({ fromSeq: 2 });
      expect(stop?.message).toMatch(/moved, renamed or deleted/);
      const page = await writer.tail(10);
      expect(page.rows.map((row) => new TextDecoder().decode(row.preview))).toEqual(['kept']);
      await writer.finish(head.startedAt);
      expect(readdirSync(fixture.folder)).toEqual([]);
    },
  );

  it.runIf(process.platform !== 'win32')('says that its folder was moved', async () => {
    await using fixture = new StoreFixture();
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
    await using fixture = new StoreFixture(dying);
    const { writer, listener, path } = await fixture.create();
    writer.append(record({ bytes: text('kept') }));
    await writer.flush();
    const reader = await fixture.store.open(path);

    writer.opened('tcp://die');
    const pending = rejection(writer.tail(1));
    await listener.next('stopped');
    expect(await pending).toMatchObject({ code: 'INTERNAL' });
    expect(listener.all('stopped')).toMatchObject([{ fromSeq: 2 }]);
    expect(writer.append(record())).toBe(null);
    expect(await rejection(reader.info())).toMatchObject({ code: 'INTERNAL' });
    await writer.flush();
    await writer.finish(head.startedAt);
    await reader.close();

    const again = await fixture.store.open(path);
    expect(await again.info()).toMatchObject({ records: 1, complete: false });
    await again.close();
  });

  it('that never starts is a sentence, too', async () => {
    await using fixture = new StoreFixture(new URL('./noSuchWorker.ts', import.meta.url));
    const { code, message } = await rejection(
      fixture.store.create(fixture.path(), head, new Listener().events),
    );
    expect(code).toBe('INTERNAL');
    expect(message).toMatch(/ended unexpectedly/);
    expect(existsSync(fixture.path())).toBe(false);
  });
});
