import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, rm, rmdir, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Store } from '../../../electron/engine/store/store.ts';
import { RecordingFolder } from '../../../electron/engine/workspace/recordingFolder.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';
import { openRecordings, startedAt, storeOfFile } from './workspaceRecordings.ts';

const store = storeOfFile();

describe('the recordings of a workspace', () => {
  it('are listed newest first, under the name that is inside the file', async () => {
    await using root = await temporaryFolder();
    await using open = await openRecordings(store, root.path);
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
    await using open = await openRecordings(store, root.path);
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
    await using open = await openRecordings(store, root.path);
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

  it('stay while their folder cannot be read, with the reason, and are listed anew once it can be', async () => {
    await using root = await temporaryFolder();
    await using open = await openRecordings(store, root.path);
    const { recordings, folder } = open;
    await open.record('Mine');
    // In one turn: a look in between would find no folder, and so no recordings.
    renameSync(folder, `${folder} away`);
    writeFileSync(folder, 'a file');
    await until(() => recordings.problem !== null);
    expect(recordings.problem).toMatch(/^The recordings could not be listed: a part of its path is a file/);
    expect(open.names()).toEqual(['Mine']);
    rmSync(folder);
    renameSync(`${folder} away`, folder);
    await until(() => recordings.problem === null);
    expect(open.names()).toEqual(['Mine']);
  });

  it('that cannot be read are listed with a sentence; links and other files are not listed', async () => {
    await using root = await temporaryFolder();
    await using open = await openRecordings(store, root.path);
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
    await using open = await openRecordings(store, root.path);
    for (let index = 0; index < 20; index += 1) await open.record(`r ${index}`);
    // Whoever noticed one of them while it was written has looked again by now.
    await open.recordings.rescan();
    using summarize = vi.spyOn(open.store, 'summarize');
    const path = await open.record('one more');
    await open.recordings.rescan();
    // The new one may have been noticed while it was still being written, too.
    expect(new Set(summarize.mock.calls.flat())).toEqual(new Set([path]));
  });

  it('say which session is writing them, grow in the list, and are not deleted or copied meanwhile', async () => {
    await using root = await temporaryFolder();
    await using open = await openRecordings(store, root.path);
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
      await using first = await openRecordings(store, root.path);
      const kept = await first.record('Kept');
      await writeFile(kept.replace(/\.wbs$/, '.keys'), 'CLIENT_RANDOM 00 00\n');
      await writeFile(join(first.folder, 'gone.keys'), 'CLIENT_RANDOM 00 00\n');
      await mkdir(join(first.folder, 'folder.keys'));
    }
    await using second = await openRecordings(store, root.path);
    const keyLogs = (await readdir(second.folder)).filter((name) => name.endsWith('.keys'));
    expect(keyLogs).toHaveLength(2);
    expect(keyLogs).toContain('folder.keys');
    expect(keyLogs).not.toContain('gone.keys');
  });

  it('are renamed inside, and keep their file', async () => {
    await using root = await temporaryFolder();
    await using open = await openRecordings(store, root.path);
    const path = await open.record('Before');
    await open.recordings.rename(open.recordings.idOf(path), 'After');
    expect(open.recordings.list.value).toMatchObject([{ name: 'After', named: true, interrupted: false }]);
    expect(open.recordings.pathOf(open.recordings.idOf(path))).toBe(path);
  });
});
