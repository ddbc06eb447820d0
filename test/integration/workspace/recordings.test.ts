import {
  mkdir,
  open as openFile,
  readdir,
  readFile,
  rm,
  rmdir,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { makeId } from '../../../electron/engine/base/makeId.ts';
import { createStore } from '../../../electron/engine/store/main/createStore.ts';
import type { RecordWriter, Store } from '../../../electron/engine/store/store.ts';
import { createSystemClock } from '../../../electron/engine/base/systemClock.ts';
import { RecordingFolder } from '../../../electron/engine/workspace/recordingFolder.ts';
import { createRecordings, type Recordings } from '../../../electron/engine/workspace/recordings.ts';
import { storeWorkerUrl } from '../../../electron/storeWorkerUrl.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
import { recordingIdSchema, sessionIdSchema } from '../../../shared/model/ids.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';

/** One for all: starting its threads takes more than most tests. */
const store = createStore({ workerUrl: storeWorkerUrl() });
afterAll(() => store.close());

const clock = createSystemClock();
const startedAt = new Date(2026, 10, 21, 14, 2, 11).getTime() * 1000;
const quiet = {
  committed: () => undefined,
  cut: () => undefined,
  filled: () => undefined,
  drained: () => undefined,
  held: () => undefined,
  recovered: () => undefined,
  stopped: () => undefined,
};

interface OpenRecordings extends AsyncDisposable {
  readonly folder: string;
  readonly store: Store;
  readonly recordings: Recordings;
  readonly live: Set<string>;
  names(): string[];
  write(path: string, name: string, at?: number): Promise<RecordWriter>;
  record(name: string, at?: number): Promise<string>;
}

async function openRecordings(root: string, now = clock): Promise<OpenRecordings> {
  const folder = join(root, 'sessions');
  await mkdir(folder, { recursive: true });
  const live = new Set<string>();
  const isLive = (path: string) => (live.has(path) ? sessionIdSchema.parse('live-1') : null);
  const log = { warn: () => undefined };
  const recordings = await createRecordings({ folder, store, clock: now, makeId, log, isLive });
  const endpoint = endpointSchema.parse({ kind: 'tcp-client', address: 'tcp://127.0.0.1:1' });
  const write = (path: string, name: string, at = startedAt) =>
    store.create(path, { name, endpoint, startedAt: at }, quiet);
  return {
    folder,
    store,
    recordings,
    live,
    write,
    names: () => recordings.list.value.map(({ name }) => name),
    async record(name, at = startedAt) {
      const path = await recordings.choose(name, at);
      await (await write(path, name, at)).finish(at + 1);
      await recordings.rescan();
      return path;
    },
    async [Symbol.asyncDispose]() {
      await recordings.close();
    },
  };
}

describe('the recordings of a workspace', () => {
  it('are listed newest first, under the name that is inside the file', async () => {
    await using root = await temporaryFolder();
    await using open = await openRecordings(root.path);
    const path = await open.record('Old one', startedAt);
    await open.record('New one', startedAt + 1_000_000);
    expect(open.names()).toEqual(['New one', 'Old one']);
    expect(basename(path)).toMatch(/^2026-11-21-140211-old-one-[0-9a-z]{6}\.wbs$/);
    const listed = open.recordings.list.value[1];
    expect(listed).toMatchObject({ startedAt, liveSession: null, problem: null });
    expect(listed?.size).toBeGreaterThan(1000);
    expect(open.recordings.pathOf(open.recordings.idOf(path))).toBe(path);
  });

  it('show up when others put them there, and go when others take them away', async () => {
    await using root = await temporaryFolder();
    await using open = await openRecordings(root.path);
    const path = join(open.folder, 'My Session (1).wbs');
    await (await open.write(path, 'Mine')).finish(startedAt + 1);
    await until(() => open.names().join() === 'Mine');
    expect(open.recordings.pathOf(open.recordings.idOf(path))).toBe(path);
    await rm(path);
    await until(() => open.names().length === 0);
    expect(() => open.recordings.pathOf(open.recordings.idOf(path))).toThrow('no longer in the workspace');
  });

  it('that could not be read for a moment are read at the next look, though they are the same', async () => {
    await using root = await temporaryFolder();
    await using open = await openRecordings(root.path);
    const path = join(root.path, 'elsewhere.wbs');
    await (await open.write(path, 'Mine')).finish(startedAt + 1);
    let isBusy = true;
    const oftenBusy: Pick<Store, 'summarize'> = {
      summarize: (asked) =>
        isBusy ? Promise.reject(new Error('The file is busy.')) : open.store.summarize(asked),
    };
    const folder = new RecordingFolder(root.path, oftenBusy);
    const listed = () =>
      folder
        .listed(
          () => null,
          () => false,
        )
        .map(({ summary }) => summary);
    expect(await folder.scan()).toBe(true);
    expect(listed()).toMatchObject([{ problem: 'The file is busy.' }]);
    expect(await folder.scan()).toBe(false);
    isBusy = false;
    expect(await folder.scan()).toBe(true);
    expect(listed()).toMatchObject([{ name: 'Mine', problem: null }]);
    expect(await folder.scan()).toBe(false);
  });

  it('that cannot be read are listed with a sentence; links and other files are not listed', async () => {
    await using root = await temporaryFolder();
    await using open = await openRecordings(root.path);
    const good = await open.record('Good', 1_000_000);
    await writeFile(join(open.folder, 'bad.wbs'), 'this is no session');
    await symlink(good, join(open.folder, 'link.wbs'));
    await writeFile(join(open.folder, 'notes.txt'), 'x');
    await open.recordings.rescan();
    expect(open.recordings.list.value.map(({ name, problem }) => [name, problem !== null])).toEqual([
      ['bad.wbs', true],
      ['Good', false],
    ]);
    expect(open.recordings.list.value[0]?.problem).toContain('is not a Wirebench recording');
  });

  it('are not opened again when they have not changed', async () => {
    await using root = await temporaryFolder();
    await using open = await openRecordings(root.path);
    for (let index = 0; index < 20; index += 1) await open.record(`r ${index}`);
    using summarize = vi.spyOn(open.store, 'summarize');
    const path = await open.record('one more');
    await open.recordings.rescan();
    expect(summarize.mock.calls).toEqual([[path]]);
  });

  it('say which session is writing them, grow in the list, and are not deleted or copied meanwhile', async () => {
    await using root = await temporaryFolder();
    await using open = await openRecordings(root.path);
    const path = await open.recordings.choose('Live', startedAt);
    const id = open.recordings.idOf(path);
    expect(open.recordings.pathOf(id)).toBe(path);
    const writer = await open.write(path, 'Live');
    open.live.add(path);
    open.recordings.liveChanged();
    await until(() => open.recordings.list.value[0]?.liveSession === 'live-1');
    const before = open.recordings.list.value[0]?.size ?? 0;
    const bytes = new Uint8Array(500_000);
    writer.append({ at: startedAt, peer: null, direction: 'in', kind: 'data', bytes, note: null });
    await writer.flush();
    await until(() => (open.recordings.list.value[0]?.size ?? 0) > before + 400_000);
    await expect(open.recordings.remove(id)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await expect(open.recordings.read(id, 0)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await writer.finish(startedAt + 1);
    open.live.clear();
    open.recordings.liveChanged();
    await until(() => open.recordings.list.value[0]?.liveSession === null);
    const keyLog = path.replace(/\.wbs$/, '.keys');
    // What cannot be deleted stays with its recording, which is not deleted before it.
    await mkdir(keyLog);
    await expect(open.recordings.remove(id)).rejects.toThrow('could not be deleted');
    expect(open.names()).toEqual(['Live']);
    await rmdir(keyLog);
    await writeFile(keyLog, 'CLIENT_RANDOM 00 00\n');
    await open.recordings.remove(id);
    expect(open.names()).toEqual([]);
    expect((await readdir(open.folder)).filter((name) => !name.startsWith('.'))).toEqual([]);
  });

  it('take their TLS secrets along, also where the deleting was broken off before', async () => {
    await using root = await temporaryFolder();
    {
      await using first = await openRecordings(root.path);
      const kept = await first.record('Kept');
      await writeFile(kept.replace(/\.wbs$/, '.keys'), 'CLIENT_RANDOM 00 00\n');
      await writeFile(join(first.folder, 'gone.keys'), 'CLIENT_RANDOM 00 00\n');
      await mkdir(join(first.folder, 'folder.keys'));
    }
    await using second = await openRecordings(root.path);
    const keyLogs = (await readdir(second.folder)).filter((name) => name.endsWith('.keys'));
    expect(keyLogs).toHaveLength(2);
    expect(keyLogs).toContain('folder.keys');
    expect(keyLogs).not.toContain('gone.keys');
  });

  it('are renamed inside, and keep their file', async () => {
    await using root = await temporaryFolder();
    await using open = await openRecordings(root.path);
    const path = await open.record('Before');
    await open.recordings.rename(open.recordings.idOf(path), 'After');
    expect(open.recordings.list.value).toMatchObject([{ name: 'After', named: true, interrupted: false }]);
    expect(open.recordings.pathOf(open.recordings.idOf(path))).toBe(path);
  });
});

describe('a recording that is copied out and in again', () => {
  it('is the same, under a new id', async () => {
    await using root = await temporaryFolder();
    await using open = await openRecordings(root.path);
    const path = join(open.folder, 'big.wbs');
    const writer = await open.write(path, 'Big');
    const bytes = new Uint8Array(2_500_000).fill(7);
    writer.append({ at: startedAt, peer: null, direction: 'in', kind: 'data', bytes, note: null });
    await writer.finish(startedAt + 1);
    await open.recordings.rescan();
    const { recordings } = open;

    const id = recordings.idOf(path);
    const whole = await readFile(path);
    const incoming = await recordings.beginImport('../../evil.wbs', whole.length);
    for (let offset = 0; offset < whole.length;) {
      const piece = await recordings.read(id, offset);
      expect(piece.size).toBe(whole.length);
      expect(piece.bytes.length).toBeLessThanOrEqual(1024 * 1024);
      await recordings.importPiece(incoming, offset, piece.bytes);
      offset += piece.bytes.length;
    }
    expect((await recordings.read(id, whole.length)).bytes).toHaveLength(0);
    const copy = await recordings.finishImport(incoming);
    expect(copy).not.toBe(id);
    expect(open.names()).toEqual(['Big', 'Big']);
    const reader = await open.store.open(recordings.pathOf(copy));
    expect(await reader.bytes({ seq: 1, offset: 2_400_000, length: 65_536 })).toEqual({
      size: bytes.length,
      bytes: bytes.subarray(2_400_000, 2_400_000 + 65_536),
    });
    await reader.close();
    const isNamed = (which: string) => recordings.list.value.find((each) => each.id === which)?.named;
    expect([isNamed(id), isNamed(copy)]).toEqual([false, true]);
    expect(await readdir(join(open.folder, '.incoming'))).toEqual([]);
  });

  it('may come from elsewhere on the disk; one that is here already is not doubled', async () => {
    await using root = await temporaryFolder();
    await using open = await openRecordings(root.path);
    const elsewhere = join(root.path, 'elsewhere.wbs');
    await (await open.write(elsewhere, 'From elsewhere')).finish(startedAt + 1);
    const id = await open.recordings.importFile(elsewhere);
    expect(open.names()).toEqual(['From elsewhere']);
    expect(await open.recordings.importFile(open.recordings.pathOf(id))).toBe(id);
    expect(open.names()).toEqual(['From elsewhere']);
    await writeFile(elsewhere, 'no session');
    await expect(open.recordings.importFile(elsewhere)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('an import that goes wrong', () => {
  const piece = new Uint8Array(10);

  it.each([
    [
      'has a hole',
      [
        [0, 10],
        [11, 10],
      ],
      'out of order',
    ],
    [
      'says something twice',
      [
        [0, 10],
        [0, 10],
      ],
      'out of order',
    ],
    [
      'is longer than announced',
      [
        [0, 10],
        [10, 10],
        [20, 10],
        [30, 1],
      ],
      'out of order',
    ],
    ['is shorter than announced', [[0, 10]], '“upload.wbs” arrived incomplete'],
    [
      'is no session file',
      [
        [0, 10],
        [10, 10],
        [20, 10],
      ],
      '“upload.wbs” is not a Wirebench recording',
    ],
  ])('leaves nothing behind when it %s', async (_what, pieces, problem) => {
    await using root = await temporaryFolder();
    await using open = await openRecordings(root.path);
    const { recordings } = open;
    const number = await recordings.beginImport('upload.wbs', 30);
    const run = async (): Promise<void> => {
      for (const [offset = 0, length = 0] of pieces) {
        await recordings.importPiece(number, offset, piece.subarray(0, length));
      }
      await recordings.finishImport(number);
    };
    await expect(run()).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringContaining(problem),
    });
    await expect(recordings.finishImport(number)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(open.names()).toEqual([]);
    expect(await readdir(join(open.folder, '.incoming'))).toEqual([]);
  });

  it('is refused while four others are open, and not any more when they are forgotten', async () => {
    await using root = await temporaryFolder();
    let nowUs = 0;
    await using open = await openRecordings(root.path, { nowUs: () => nowUs });
    const begin = (): Promise<number> => open.recordings.beginImport('x.wbs', 1);
    const begun = await Promise.allSettled(Array.from({ length: 6 }, begin));
    expect(begun.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
    await expect(begin()).rejects.toMatchObject({ code: 'LIMIT' });
    nowUs = 61_000_000;
    await begin();
    expect(await readdir(join(open.folder, '.incoming'))).toHaveLength(1);
  });

  it('is cleared away by the next run, when it is not another program’s', async () => {
    await using root = await temporaryFolder();
    const incoming = join(root.path, 'sessions', '.incoming');
    await mkdir(incoming, { recursive: true });
    await writeFile(join(incoming, 'old.wbs'), 'x');
    await utimes(join(incoming, 'old.wbs'), 0, 0);
    await (await openFile(join(incoming, 'new.wbs'), 'w')).close();
    await using _open = await openRecordings(root.path);
    expect(await readdir(incoming)).toEqual(['new.wbs']);
  });

  it('is told of an unknown recording', async () => {
    await using root = await temporaryFolder();
    await using open = await openRecordings(root.path);
    const unknown = recordingIdSchema.parse('unknown');
    await expect(open.recordings.read(unknown, 0)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(open.recordings.remove(unknown)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
