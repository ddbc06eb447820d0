import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { messageContentSchema, type MessageContent } from '../../../shared/model/savedMessage.ts';
import { environmentOf, openTestedWorkspace, someEndpoint } from '../../support/openWorkspace.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { WirebenchHere } from '../../support/wirebenchHere.ts';

async function printed(workspace: string, ...options: string[]): Promise<string> {
  return (await new WirebenchHere(['list', '--workspace', workspace, ...options]).finished).stdout;
}

function parsedLines(text: string): unknown[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

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
    const lines = parsedLines(await printed(root.path, '--json'));
    expect(lines[0]).toEqual({ type: 'folder', path: 'gateway' });
    expect(lines[3]).toEqual({
      type: 'connection',
      path: 'gateway/redis',
      id: redis.id,
      kind: 'tcp-client',
      address: 'tcp://127.0.0.1:6379',
    });
  });

  it('prints messages below their connections and folders, and the environments, but no values', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { connections, messages, environments } = open.workspace;
    await connections.folders.create('', 'gateway');
    const { id: connection } = await connections.create('redis', someEndpoint, { folder: 'gateway' });
    const content = (name: string, more: object): MessageContent =>
      messageContentSchema.parse({ name, body: 'x', ...more });
    await messages.create(content('ping', { note: 'expect +PONG' }), { folder: 'gateway', connection });
    await messages.create(content('auth', { mode: 'hex', body: '41' }), { folder: 'gateway' });
    await messages.create(content('all', { mode: 'file', body: 'files/a.bin' }), { folder: '' });
    await environments.create(environmentOf('Staging', { name: 'host', value: 'hidden.test' }));
    const plain = await new WirebenchHere(['list', '--workspace', root.path]).finished;
    expect(plain.stdout).toBe(
      [
        'gateway/',
        '  redis  tcp://127.0.0.1:6379',
        '    - ping  text',
        '  - auth  hex',
        '- all  file files/a.bin',
        '',
        'Environments',
        '  Staging  1 variable',
        '',
      ].join('\n'),
    );
    const json = await printed(root.path, '--json');
    const lines = parsedLines(json);
    expect(lines).toContainEqual({
      ...{ type: 'message', path: 'gateway/redis/ping', id: expect.any(String) as string },
      ...{ name: 'ping', mode: 'text', note: 'expect +PONG' },
    });
    expect(lines).toContainEqual(expect.objectContaining({ path: 'all', file: 'files/a.bin' }));
    expect(lines.at(-1)).toMatchObject({ type: 'environment', name: 'Staging', variables: ['host'] });
    expect(json).not.toContain('hidden.test');
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
