import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTestedWorkspace, someEndpoint } from '../../support/openWorkspace.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { WirebenchHere } from '../../support/wirebenchHere.ts';

describe('wirebench list', () => {
  it('prints the saved connections as a tree, in their order, also while the workspace is open', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { connections } = open.workspace;
    await connections.folders.create('', 'gateway');
    await connections.folders.create('gateway', 'eu');
    const redis = await connections.create('redis', someEndpoint, { folder: 'gateway' });
    await connections.create('dns\n', someEndpoint, { folder: 'gateway/eu' });
    const z = await connections.create('z', someEndpoint);
    const a = await connections.create('a', someEndpoint);
    await connections.move(z.id, '', { before: a.id });
    const plain = await new WirebenchHere(['list', '--workspace', root.path]).finished;
    expect(plain).toMatchObject({ status: 0, stderr: '' });
    expect(plain.stdout).toBe(
      [
        'gateway/',
        '  eu/',
        '    dns  tcp://127.0.0.1:6379',
        '  redis  tcp://127.0.0.1:6379',
        'z  tcp://127.0.0.1:6379',
        'a  tcp://127.0.0.1:6379',
        '',
      ].join('\n'),
    );
    const json = await new WirebenchHere(['list', '--workspace', root.path, '--json']).finished;
    const lines: unknown[] = json.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines[0]).toEqual({ type: 'folder', path: 'gateway' });
    expect(lines[3]).toEqual({
      type: 'connection',
      path: 'gateway/redis',
      id: redis.id,
      kind: 'tcp-client',
      address: 'tcp://127.0.0.1:6379',
    });
  });

  it('tells of a file that cannot be read, and writes nothing into the workspace', async () => {
    await using root = await temporaryFolder();
    await mkdir(join(root.path, 'connections', 'f'), { recursive: true });
    await writeFile(join(root.path, 'connections', 'f', 'bad.json'), '{"version": 1,}');
    const { status, stdout, stderr } = await new WirebenchHere(['list', '--workspace', root.path]).finished;
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'f/\n' });
    expect(stderr).toBe('connections/f/bad.json, line 1, column 14: There is a comma before }. Remove it.\n');
    expect(await readdir(root.path)).toEqual(['connections']);
  });

  it('says that there is no such folder', async () => {
    await using root = await temporaryFolder();
    const { status, stderr } = await new WirebenchHere(['list', '--workspace', join(root.path, 'none')])
      .finished;
    expect(status).toBe(2);
    expect(stderr).toContain('There is no workspace folder');
  });
});
