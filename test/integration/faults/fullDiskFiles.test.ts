import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeFileAtomically } from '../../../electron/engine/files/files.ts';
import { disksOfOurOwn, needs } from '../../support/needs.ts';
import { SmallDisk } from '../../support/smallDisk.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

describe('a file that is saved on a full disk', needs(disksOfOurOwn()), () => {
  it('stays as it was, with nothing beside it, and is saved when there is room', async () => {
    await using folder = await temporaryFolder();
    using disk = new SmallDisk(join(folder.path, 'disk'), 1);
    const path = join(disk.folder, 'a.json');
    const save = (text: string): Promise<void> => writeFileAtomically(path, text, '.a.part');
    await save('before');
    disk.fill();
    const after = 'after'.repeat(10_000);
    await expect(save(after)).rejects.toThrow(/a\.json could not be saved: the disk is full/);
    expect(readFileSync(path, 'utf8')).toBe('before');
    expect(readdirSync(disk.folder).toSorted()).toEqual(['a.json', 'ballast']);
    disk.free();
    await save(after);
    expect(readFileSync(path, 'utf8')).toBe(after);
  });
});
