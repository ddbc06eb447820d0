import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileRefusal, makeFolder } from '../../../electron/engine/files/files.ts';
import { needs, notOnWindows, onLinux } from '../../support/needs.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

/** What a person is told when the folder cannot be made. */
async function refusalOf(path: string): Promise<string> {
  const error: unknown = await makeFolder(path).catch((reason: unknown) => reason);
  return fileRefusal('It cannot be used', error).message;
}

describe('a folder that is made', () => {
  it('is there afterwards, with those above it, and may have been there before', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'a', 'b', 'c');
    await makeFolder(path);
    await makeFolder(path);
    await Promise.all([makeFolder(join(path, 'd', 'e')), makeFolder(join(path, 'd', 'e'))]);
    expect((await stat(join(path, 'd', 'e'))).isDirectory()).toBe(true);
  });

  it('has its mode, and those above it have the usual one', needs(notOnWindows), async () => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, 'usual'));
    await makeFolder(join(folder.path, 'a', 'b'), 0o700);
    const modeOf = async (name: string): Promise<number> => (await stat(join(folder.path, name))).mode;
    expect((await modeOf('a/b')) & 0o777).toBe(0o700);
    expect(await modeOf('a')).toBe(await modeOf('usual'));
  });

  it('is refused in a sentence where a file stands', needs(notOnWindows), async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'file');
    await writeFile(file, '');
    expect(await refusalOf(file)).toBe(
      'It cannot be used: there is a file with that name. Choose another folder.',
    );
    expect(await refusalOf(join(file, 'a', 'b'))).toBe(
      'It cannot be used: a part of its path is a file. Choose another folder.',
    );
  });

  it('is refused at once where the system makes none', needs(onLinux), async () => {
    expect(await refusalOf('/proc/wirebench/connections')).toBe(
      'It cannot be used: you are not permitted to. Change its permissions, or those of its folder.',
    );
  });
});
