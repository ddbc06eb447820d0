import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  linuxTargets,
  repositoryArguments,
  signingEnvironment,
} from '../../scripts/packaging/packageArguments.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

describe('what a build tells electron-builder', () => {
  it('has the page of its repository and the place of its releases, where it knows them', () => {
    expect(repositoryArguments({}, 'notes.md')).toEqual([]);
    const environment = { GITHUB_SERVER_URL: 'https://git.test', GITHUB_REPOSITORY: 'them/wirebench' };
    expect(repositoryArguments(environment, 'notes.md')).toEqual([
      '-c.extraMetadata.homepage=https://git.test/them/wirebench',
      '-c.publish.provider=generic',
      '-c.publish.url=https://git.test/them/wirebench/releases/latest/download',
      '-c.detectUpdateChannel=false',
      '-c.releaseInfo.releaseNotesFile=notes.md',
    ]);
  });

  it('leaves out the .rpm where its tool is missing', async () => {
    await using folder = await temporaryFolder();
    expect(linuxTargets({ PATH: folder.path })).toEqual(['AppImage', 'deb', 'tar.gz', '--x64', '--arm64']);
    await writeFile(join(folder.path, 'rpmbuild'), '');
    expect(linuxTargets({ PATH: ['/nowhere', folder.path].join(delimiter) })).toEqual([]);
  });

  it('has it sign with the certificate that is there, and not stop for one that is not', () => {
    const workflow = { PATH: '/bin', CSC_IDENTITY_AUTO_DISCOVERY: 'false', CSC_KEY_PASSWORD: '' };
    const none = { ...workflow, CSC_LINK: '', APPLE_ID: '', WIN_CSC_LINK: '', EMPTY: '' };
    expect(signingEnvironment(none)).toEqual({
      PATH: '/bin',
      CSC_IDENTITY_AUTO_DISCOVERY: 'false',
      EMPTY: '',
    });
    const link = 'MIIM…=';
    expect(signingEnvironment({ ...workflow, CSC_LINK: link })).toEqual({ PATH: '/bin', CSC_LINK: link });
  });
});
