import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { homepageArguments, linuxTargets } from '../../scripts/packaging/packageArguments.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

describe('what a build tells electron-builder', () => {
  it('has the page of its repository, where it knows one', () => {
    expect(homepageArguments({})).toEqual([]);
    expect(
      homepageArguments({ GITHUB_SERVER_URL: 'https://git.test', GITHUB_REPOSITORY: 'them/wirebench' }),
    ).toEqual(['-c.extraMetadata.homepage=https://git.test/them/wirebench']);
  });

  it('leaves out the .rpm where its tool is missing', async () => {
    await using folder = await temporaryFolder();
    expect(linuxTargets({ PATH: folder.path })).toEqual(['AppImage', 'deb', 'tar.gz', '--x64', '--arm64']);
    await writeFile(join(folder.path, 'rpmbuild'), '');
    expect(linuxTargets({ PATH: `/nowhere:${folder.path}` })).toEqual([]);
  });
});
