import { readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../../shared/base/errors.ts';
import { describe, expect, it } from 'vitest';
import { recordingIdSchema, type RecordingId } from '../../../shared/model/ids.ts';
import { smallestBudgetBytes } from '../../../shared/model/storage.ts';
import { imported } from '../../support/imported.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';
import { append, fiveMebibytes, openBench, sizeOf, startedAt } from './retentionBench.ts';
import { clock, storeOfFile } from './workspaceRecordings.ts';

const store = storeOfFile();

describe('the room that the recordings take', () => {
  it('is what lies on the disk, journals and all, and what of it has no name', async () => {
    await using root = await temporaryFolder();
    await using bench = await openBench(store, root.path);
    const named = await bench.record('Named', 1);
    await bench.record('Unnamed', 2);
    await bench.recordings.rename(named, 'Kept');
    await bench.storage.settle();
    const { usedBytes, unnamedBytes, unnamedCount, freeBytes, problem } = bench.storage.state.value;
    expect(usedBytes).toBe(await sizeOf(bench.folder));
    expect(unnamedCount).toBe(1);
    expect(unnamedBytes).toBeGreaterThan(fiveMebibytes);
    expect(unnamedBytes).toBeLessThan(usedBytes - fiveMebibytes);
    expect(freeBytes).toBeGreaterThan(0);
    expect(problem).toBeNull();
  });

  it('grows with a session that is being recorded', async () => {
    await using root = await temporaryFolder();
    await using bench = await openBench(store, root.path);
    const { path, writer } = await bench.begin('Live', clock.nowUs());
    bench.live.add(path);
    append(writer, clock.nowUs(), fiveMebibytes);
    await writer.flush();
    await until(() => bench.storage.state.value.usedBytes > fiveMebibytes);
    expect((await readdir(bench.folder)).some((name) => name.endsWith('-journal'))).toBe(true);
    await until(async () => bench.storage.state.value.usedBytes === (await sizeOf(bench.folder)));
    await writer.finish(clock.nowUs());
  });
});

describe('recordings that take more room than they may', () => {
  it('make room with the oldest that nobody named, and with no more than it takes', async () => {
    await using root = await temporaryFolder();
    await using bench = await openBench(store, root.path);
    const kept = await bench.record('oldest, named', 0);
    await bench.recordings.rename(kept, 'oldest, named');
    const oldest = await bench.record('old', 1);
    await bench.record('newer', 2);
    await bench.record('newest', 3);
    await bench.storage.setBudget(smallestBudgetBytes);
    expect(bench.names()).toEqual(['newest', 'newer', 'oldest, named']);
    expect(bench.released).toEqual([oldest]);
    expect(bench.storage.state.value).toMatchObject({ problem: null, unnamedCount: 2 });
    expect(await sizeOf(bench.folder)).toBeLessThanOrEqual(smallestBudgetBytes);
  });

  it('make room by themselves as soon as there is one too many', async () => {
    await using root = await temporaryFolder();
    await using bench = await openBench(store, root.path);
    await bench.storage.setBudget(smallestBudgetBytes);
    for (const hours of [1, 2, 3, 4]) await bench.record(`at ${hours}`, hours);
    await until(() => bench.names().join() === 'at 4,at 3,at 2');
  });

  it('stay when they are named or opened while others make room', async () => {
    await using root = await temporaryFolder();
    await using bench = await openBench(store, root.path);
    const ids: RecordingId[] = [];
    for (const hours of [1, 2, 3, 4, 5, 6]) ids.push(await bench.record(`at ${hours}`, hours));
    const [first, second, third] = ids;
    if (!first || !second || !third) throw new Error('There are six.');
    const renaming = Promise.withResolvers<void>();
    bench.whileReleasing.set(first, () => {
      bench.recordings.rename(second, 'kept').then(renaming.resolve, renaming.reject);
      bench.whileReleasing.set(third, () => bench.shown.add(third));
    });
    await bench.storage.setBudget(smallestBudgetBytes);
    await renaming.promise;
    expect(bench.released.slice(0, 2)).toEqual([first, third]);
    expect(bench.names()).toContain('at 3');
    expect(bench.names()).toContain('kept');
    expect(bench.names()).not.toContain('at 1');
  });

  it('give up a session without a payload before anything else', async () => {
    await using root = await temporaryFolder();
    await using bench = await openBench(store, root.path);
    for (const hours of [1, 2, 3, 4]) await bench.record(`at ${hours}`, hours);
    await bench.record('refused', 9, 0);
    await bench.storage.setBudget((await sizeOf(bench.folder)) - 1);
    expect(bench.names()).toEqual(['at 4', 'at 3', 'at 2', 'at 1']);
  });

  it('keep what is named, imported, being recorded, open, or not readable, and say so', async () => {
    await using root = await temporaryFolder();
    await using bench = await openBench(store, root.path);
    bench.shown.add(await bench.record('open', 1));
    const named = await bench.record('named', 2);
    await bench.recordings.rename(named, 'named');
    const elsewhere = join(root.path, 'elsewhere.wbs');
    await bench.store.copy(bench.recordings.pathOf(named), elsewhere);
    await imported(bench.recordings, elsewhere);
    const { path, writer } = await bench.begin('live', clock.nowUs());
    bench.live.add(path);
    append(writer, clock.nowUs(), fiveMebibytes);
    await writer.flush();
    await writeFile(join(bench.folder, 'newer.wbs'), new Uint8Array(fiveMebibytes));
    await bench.recordings.rescan();
    await bench.storage.setBudget(smallestBudgetBytes);
    expect(bench.names().toSorted()).toEqual(['live', 'named', 'named', 'newer.wbs', 'open']);
    expect(bench.storage.state.value.problem).toMatch(
      /What is left is kept or is being recorded or was interrupted less than a day ago or is or was open or cannot be read, so it was not deleted\..*keep what you need/,
    );
    await writer.finish(clock.nowUs());
  });

  it('spare what another program may be writing, and not what a killed one left behind', async () => {
    await using root = await temporaryFolder();
    await using bench = await openBench(store, root.path);
    const { path, writer } = await bench.begin('unfinished', startedAt);
    append(writer, startedAt, 4 * fiveMebibytes);
    await writer.flush();
    await bench.recordings.rescan();
    expect(bench.recordings.list.value).toMatchObject([
      { name: 'unfinished', interrupted: true, named: false },
    ]);
    await bench.storage.setBudget(smallestBudgetBytes);
    expect(bench.names()).toEqual(['unfinished']);
    const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);
    await utimes(path, twoDaysAgo, twoDaysAgo);
    await bench.recordings.rescan();
    await until(() => bench.names().length === 0);
    await writer.finish(startedAt + 1).catch(() => undefined);
  });

  it('stay where the settings cannot be read: a mistyped comma asks for no smaller budget', async () => {
    await using root = await temporaryFolder();
    await using bench = await openBench(store, root.path);
    await bench.storage.setBudget(smallestBudgetBytes);
    await writeFile(join(root.path, 'workspace.json'), '{,}');
    await bench.settings.reread();
    for (const hours of [1, 2, 3, 4]) await bench.record(`at ${hours}`, hours);
    await bench.storage.settle();
    expect(bench.names()).toHaveLength(4);
    expect(bench.storage.state.value.problem).toContain('nothing is deleted to make room');
    await writeFile(
      join(root.path, 'workspace.json'),
      `{"version":1,"recordingsBudgetBytes":${smallestBudgetBytes}}`,
    );
    await bench.settings.reread();
    await until(() => bench.names().length === 3 && bench.storage.state.value.problem === null);
  });

  it('say why one could not be deleted, and try it again', async () => {
    await using root = await temporaryFolder();
    await using bench = await openBench(store, root.path);
    bench.stuck.add(await bench.record('stuck', 1, 2 * fiveMebibytes));
    const named = await bench.record('named', 2, 2 * fiveMebibytes);
    await bench.recordings.rename(named, 'named');
    await bench.storage.setBudget(smallestBudgetBytes);
    expect(bench.names()).toEqual(['named', 'stuck']);
    expect(bench.storage.state.value.problem).toMatch(/What is left is kept, so .* The file is in use\.$/);
    bench.stuck.clear();
    await bench.storage.setBudget(smallestBudgetBytes);
    expect(bench.names()).toEqual(['named']);
    expect(bench.storage.state.value.problem).toBeNull();
  });
});

describe('deleting what nobody named', () => {
  it('leaves what is named or being recorded, and tells how many went', async () => {
    await using root = await temporaryFolder();
    await using bench = await openBench(store, root.path);
    const ids = [
      await bench.record('a', 1, 10),
      await bench.record('b', 2, 10),
      await bench.record('c', 3, 10),
    ];
    bench.shown.add(ids[0] ?? recordingIdSchema.parse('none'));
    const named = await bench.record('named', 4, 10);
    await bench.recordings.rename(named, 'named');
    const { path, writer } = await bench.begin('live', clock.nowUs());
    bench.live.add(path);
    await bench.recordings.rescan();
    expect(await bench.storage.deleteUnnamed()).toMatchObject({ deleted: 3, refusal: null });
    expect(bench.names()).toEqual(['live', 'named']);
    expect(bench.released.toSorted()).toEqual(ids.toSorted());
    expect(bench.storage.state.value).toMatchObject({ unnamedCount: 0, unnamedBytes: 0 });
    expect(await bench.storage.deleteUnnamed()).toEqual({ deleted: 0, removed: null, refusal: null });
    await writer.finish(clock.nowUs());
  });

  it('can be undone for those that went, where others stayed', async () => {
    await using root = await temporaryFolder();
    await using bench = await openBench(store, root.path);
    await bench.record('gone', 1, 10);
    bench.stuck.add(await bench.record('stuck', 2, 10));
    const { deleted, removed, refusal } = await bench.storage.deleteUnnamed();
    expect(deleted).toBe(1);
    expect(messageOf(refusal)).toContain('The file is in use.');
    expect(bench.names()).toEqual(['stuck']);
    await removed?.restore();
    expect(bench.names()).toEqual(['stuck', 'gone']);
  });
});
