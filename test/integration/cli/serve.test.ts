import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { run, Wirebench } from '../../support/wirebench.ts';

const isBuilt = existsSync(resolve(import.meta.dirname, '../../../out/renderer/index.html'));

describe('serve', () => {
  it.runIf(isBuilt)('says where it is ready, serves the page there, and ends on Ctrl-C', async () => {
    await using folder = await temporaryFolder();
    const workspace = join(folder.path, 'work space');
    const wirebench = new Wirebench(['serve', '--workspace', workspace, '--no-open']);
    const line = await wirebench.firstLine();
    expect(line).toMatch(/^Wirebench is ready at http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{32}$/);
    const url = line.slice(line.indexOf('http'));
    expect((await fetch(url)).status).toBe(200);
    expect(await readdir(workspace)).not.toContain('open-wirebench.html');
    const finished = await wirebench.interrupt();
    expect({ status: finished.status, stderr: finished.stderr }).toEqual({ status: 0, stderr: '' });
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  it.runIf(isBuilt)('says what it means to be reached from elsewhere', async () => {
    await using folder = await temporaryFolder();
    const wirebench = new Wirebench(['serve', '--workspace', folder.path, '--no-open', '--host', '0.0.0.0']);
    expect(await wirebench.firstLine()).toContain('http://127.0.0.1:');
    const { stderr } = await wirebench.interrupt();
    expect(stderr).toContain(
      'Other machines that can reach 0.0.0.0 and have the token can use this workbench',
    );
  });

  it.runIf(!isBuilt)('says what to do when the page is not built', async () => {
    const { status, stderr } = await run('serve', '--no-open');
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'The page of the workbench is not built. Run npm run build first.\n',
    });
  });
});
