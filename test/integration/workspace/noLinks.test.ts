import fs from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { connectionIdSchema } from '../../../shared/model/ids.ts';
import { openTestedWorkspace, someEndpoint } from '../../support/openWorkspace.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

/** A disk that refuses hard links with this code. */
function withoutLinks(code: string): Disposable {
  const refused = vi.spyOn(fs, 'linkSync').mockImplementation(() => {
    throw Object.assign(new Error(`${code}: the disk has no links`), { code });
  });
  syncBuiltinESMExports();
  return {
    [Symbol.dispose]() {
      refused.mockRestore();
      syncBuiltinESMExports();
    },
  };
}

const fileText = (name: string): string =>
  JSON.stringify({ version: 1, id: 'mine', name, endpoint: { kind: 'udp', address: 'udp://[::1]:1' } });

/** With EISDIR, Windows refuses links on FAT and exFAT; the others are those of Linux, macOS and network drives. */
const codes = ['EISDIR', 'EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'EINVAL', 'EXDEV', 'UNKNOWN'];

describe('a disk without hard links', () => {
  it.each(codes)(
    'keeps connections that are saved, moved and deleted; links are refused with %s',
    async (code) => {
      await using root = await temporaryFolder();
      using _ = withoutLinks(code);
      {
        await using open = await openTestedWorkspace(root.path);
        const { connections } = open.workspace;
        await connections.folders.create('', 'f');
        const { id, revision } = await connections.create('one', someEndpoint);
        await connections.update(id, 'two', someEndpoint, revision);
        await connections.move(id, 'f', 'by-name');
        const gone = await connections.create('gone', someEndpoint);
        await connections.remove(gone.id);
      }
      await using open = await openTestedWorkspace(root.path);
      expect(open.lines()).toEqual(['f/', 'f/two']);
      expect(
        (await readdir(open.folder, { recursive: true })).filter((name) => name.includes('wirebench')),
      ).toEqual([]);
    },
  );

  it('finds what a killed program had taken away, also beside what cannot be put back', async () => {
    await using root = await temporaryFolder();
    using _ = withoutLinks('EISDIR');
    const folder = join(root.path, 'connections');
    await mkdir(folder, { recursive: true });
    // Whichever comes first: folders whose names, and the names beside them, are taken.
    for (const name of ['a', 'b', 'c', 'd', 'n', 'x', 'y', 'z']) {
      await mkdir(join(folder, `.${name}.01abc.wirebench-taken`));
      for (const other of [name, `${name}-restored`])
        await mkdir(join(folder, other, 'x'), { recursive: true });
    }
    await writeFile(join(folder, '.mine.json.01abc.wirebench-taken'), fileText('taken'));
    await using open = await openTestedWorkspace(root.path);
    expect(open.lines()).toContain('taken');
  });
});

describe('a file with a name as long as the system allows', () => {
  it('can be saved and deleted', async () => {
    await using root = await temporaryFolder();
    const folder = join(root.path, 'connections');
    await mkdir(folder, { recursive: true });
    const name = `${'ä'.repeat(125)}.json`;
    await writeFile(join(folder, name), fileText('long'));
    await using open = await openTestedWorkspace(root.path);
    const { connections } = open.workspace;
    const id = connectionIdSchema.parse('mine');
    await connections.update(id, 'changed', someEndpoint);
    expect(await readdir(folder)).toEqual([name]);
    expect(JSON.parse(await readFile(join(folder, name), 'utf8'))).toMatchObject({ name: 'changed' });
    await connections.remove(id);
    expect(await readdir(folder)).toEqual([]);
  });
});
