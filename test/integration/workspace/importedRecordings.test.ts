import { mkdir, open as openFile, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recordingIdSchema } from '../../../shared/model/ids.ts';
import { imported } from '../../support/imported.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { openRecordings, startedAt, storeOfFile } from './workspaceRecordings.ts';

const store = storeOfFile();

describe('a recording that is copied out and in again', () => {
  it('is the same, under a new id', async () => {
    await using root = await temporaryFolder();
    await using open = await openRecordings(store, root.path);
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
    await using open = await openRecordings(store, root.path);
    const elsewhere = join(root.path, 'elsewhere.wbs');
    await (await open.write(elsewhere, 'From elsewhere')).finish(startedAt + 1);
    const id = await imported(open.recordings, elsewhere);
    expect(open.names()).toEqual(['From elsewhere']);
    expect(await imported(open.recordings, open.recordings.pathOf(id))).toBe(id);
    expect(open.names()).toEqual(['From elsewhere']);
    await writeFile(elsewhere, 'no session');
    await expect(imported(open.recordings, elsewhere)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('an import from elsewhere on the disk', () => {
  it('leaves nothing when it is stopped', async () => {
    await using root = await temporaryFolder();
    await using open = await openRecordings(store, root.path);
    const elsewhere = join(root.path, 'elsewhere.wbs');
    await (await open.write(elsewhere, 'From elsewhere')).finish(startedAt + 1);
    const importing = open.recordings.importFile(elsewhere);
    expect(await importing.next()).toEqual({ done: false, value: { share: 0, recording: null } });
    await importing.return();
    await open.recordings.rescan();
    expect(open.names()).toEqual([]);
    expect(await readdir(join(open.folder, '.incoming'))).toEqual([]);
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
    await using open = await openRecordings(store, root.path);
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
    await using open = await openRecordings(store, root.path, { nowUs: () => nowUs });
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
    await using _open = await openRecordings(store, root.path);
    expect(await readdir(incoming)).toEqual(['new.wbs']);
  });

  it('is told of an unknown recording', async () => {
    await using root = await temporaryFolder();
    await using open = await openRecordings(store, root.path);
    const unknown = recordingIdSchema.parse('unknown');
    await expect(open.recordings.read(unknown, 0)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(open.recordings.remove(unknown)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
