import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeId } from '../../../electron/engine/base/makeId.ts';
import { PreferenceFiles } from '../../../electron/engine/workspace/preferenceFiles.ts';
import { needs, notOnWindows } from '../../support/needs.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

describe('the files of what a person chooses for all workspaces', () => {
  it('are those of every program, which may write at once', async () => {
    await using folder = await temporaryFolder();
    const configFolder = join(folder.path, 'config');
    const one = new PreferenceFiles({ configFolder, makeId });
    const two = new PreferenceFiles({ configFolder, makeId });
    expect(await one.read()).toEqual({});
    await Promise.all([one.keep('theme', '"dark"'), two.keep('settings', '{"textSize":16}')]);
    await one.keep('theme', '"light"');
    expect(await two.read()).toEqual({ theme: '"light"', settings: '{"textSize":16}' });
    expect((await readdir(join(configFolder, 'preferences'))).toSorted()).toEqual([
      'settings.json',
      'theme.json',
    ]);
  });

  it('are for their person alone to read', needs(notOnWindows), async () => {
    await using folder = await temporaryFolder();
    await new PreferenceFiles({ configFolder: folder.path, makeId }).keep('theme', '"dark"');
    const file = join(folder.path, 'preferences', 'theme.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('are left out while they have a mistake, and are replaced by the next choice', async () => {
    await using folder = await temporaryFolder();
    const files = new PreferenceFiles({ configFolder: folder.path, makeId });
    await files.keep('theme', '"dark"');
    await files.keep('table', '{}');
    await writeFile(join(folder.path, 'preferences', 'theme.json'), '{"version":1,');
    expect(await files.read()).toEqual({ table: '{}' });
    await files.keep('theme', '"light"');
    expect(await files.read()).toEqual({ theme: '"light"', table: '{}' });
  });

  it('are none where the system knows no folder of the person', async () => {
    const files = new PreferenceFiles({ configFolder: null, makeId });
    await files.keep('theme', '"dark"');
    expect(await files.read()).toEqual({});
  });
});
