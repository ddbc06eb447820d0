import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makeId } from '../../../electron/engine/base/makeId.ts';
import type { JsonFileKind } from '../../../electron/engine/workspace/jsonFile.ts';
import { JsonFolder } from '../../../electron/engine/workspace/jsonFolder.ts';
import type { JsonList } from '../../../electron/engine/workspace/jsonList.ts';
import { withoutDefaults } from '../../../shared/model/withoutDefaults.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';

const noteSchema = z.strictObject({
  version: z.literal(1),
  id: z.string(),
  name: z.string(),
  color: z.string().default('grey'),
});
type Note = z.output<typeof noteSchema>;

const noteFile: JsonFileKind<Note> = {
  schema: noteSchema,
  words: { subject: 'A note is' },
  largest: { bytes: 1000, text: '1 kB' },
  written: ({ version, id, name, ...rest }) => ({
    version,
    id,
    name,
    ...withoutDefaults(rest, { color: 'grey' }),
  }),
  tooLarge: 'This note was not saved: it is too long.',
};

interface Notes extends Disposable {
  readonly notes: JsonFolder<Note>;
  names(): string[];
  problems(): string[];
}

/** A folder of notes, with two levels of folders in it, that is followed. */
async function followNotes(folder: string): Promise<Notes> {
  let list: Pick<JsonList<Note>, 'items' | 'problems'> = { items: [], problems: [] };
  const notes = new JsonFolder<Note>({
    folder,
    file: noteFile,
    nameOf: ({ name }) => `${name}.json`,
    compare: (left, right) => left.name.localeCompare(right.name),
    subject: 'This note',
    gone: 'This note is not here any more.',
    levels: 2,
    makeId,
    listed: (changed) => (list = changed),
  });
  await notes.rescan();
  const watching = notes.watch({ warn: () => undefined }, 'The notes could not be listed');
  return {
    notes,
    names: () => list.items.map(({ name }) => name),
    problems: () =>
      list.problems.map(
        ({ file, line, column, message }) => `${file}:${line ?? ''}:${column ?? ''} ${message}`,
      ),
    [Symbol.dispose]: () => watching.dispose(),
  };
}

const note = (id: string, name: string, color = 'grey'): Note => ({ version: 1, id, name, color });

describe('a folder of JSON files', () => {
  it('lists what stands in folders within it, down to its levels, and no deeper', async () => {
    await using root = await temporaryFolder();
    await mkdir(join(root.path, 'a', 'b', 'c'), { recursive: true });
    await mkdir(join(root.path, '.git'));
    for (const [place, name] of [
      ['.', 'top'],
      ['a', 'middle'],
      ['a/b', 'deep'],
      ['a/b/c', 'deeper'],
      ['.git', 'hidden'],
    ] as const) {
      await writeFile(join(root.path, place, 'x.json'), JSON.stringify({ version: 1, id: name, name }));
    }
    using open = await followNotes(root.path);
    expect(open.names()).toEqual(['deep', 'middle', 'top']);
  });

  it('tells a mistake with the path of its file and the line', async () => {
    await using root = await temporaryFolder();
    await mkdir(join(root.path, 'a'));
    await writeFile(join(root.path, 'a', 'x.json'), '{\n  "version": 1,\n  "id": "1"\n  "name": "x"\n}');
    using open = await followNotes(root.path);
    expect(open.problems()).toEqual(['a/x.json:3:12 A comma is missing at the end of this line.']);
  });

  it('writes an item into a folder within it, renames its file there, and takes it away', async () => {
    await using root = await temporaryFolder();
    await mkdir(join(root.path, 'a', 'b'), { recursive: true });
    using open = await followNotes(root.path);
    await open.notes.create(note('1', 'first'), 'a/b');
    expect(JSON.parse(await readFile(join(root.path, 'a', 'b', 'first.json'), 'utf8'))).toEqual({
      version: 1,
      id: '1',
      name: 'first',
    });
    await open.notes.update(note('1', 'second', 'red'));
    expect(await readdir(join(root.path, 'a', 'b'))).toEqual(['second.json']);
    expect(open.notes.get('1')).toEqual(note('1', 'second', 'red'));
    await open.notes.remove('1');
    // Git keeps no empty folder.
    expect(await readdir(join(root.path, 'a', 'b'))).toEqual(['folder.json']);
    expect(() => open.notes.get('1')).toThrow('This note is not here any more.');
  });

  it('gives an item whose file name is taken a name of its own', async () => {
    await using root = await temporaryFolder();
    using open = await followNotes(root.path);
    await open.notes.create(note('1', 'same'));
    await open.notes.create(note('2', 'same'));
    expect((await readdir(root.path)).toSorted()).toEqual(['2.json', 'same.json']);
  });

  it('keeps the file as it was where the new content could not be read again', async () => {
    await using root = await temporaryFolder();
    using open = await followNotes(root.path);
    await open.notes.create(note('1', 'short'));
    await expect(open.notes.update(note('1', 'x'.repeat(2000)))).rejects.toThrow('it is too long');
    expect(await readdir(root.path)).toEqual(['short.json']);
    expect(open.names()).toEqual(['short']);
  });

  it('follows what others change in folders within it, also in those that come later', async () => {
    await using root = await temporaryFolder();
    using open = await followNotes(root.path);
    await mkdir(join(root.path, 'later'));
    await open.notes.rescan();
    await writeFile(join(root.path, 'later', 'x.json'), JSON.stringify({ version: 1, id: '1', name: 'one' }));
    await until(() => open.names().join() === 'one');
    await rename(join(root.path, 'later', 'x.json'), join(root.path, 'y.json'));
    await writeFile(join(root.path, 'y.json'), JSON.stringify({ version: 1, id: '1', name: 'two' }));
    await until(() => open.names().join() === 'two');
    await rm(join(root.path, 'later'), { recursive: true });
    await rm(join(root.path, 'y.json'));
    await until(() => open.names().length === 0);
  });
});
