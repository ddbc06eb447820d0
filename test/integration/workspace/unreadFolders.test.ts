import { mkdir, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createConnectionHandlers } from '../../../electron/engine/handlers/connectionHandlers.ts';
import { createConnectionStore } from '../../../renderer/state/workspace/connections.ts';
import { createMessageStore } from '../../../renderer/state/workspace/messages.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
import { baseEnvironmentId, environmentSchema } from '../../../shared/model/environment.ts';
import { environmentIdSchema } from '../../../shared/model/ids.ts';
import { messageContentSchema } from '../../../shared/model/savedMessage.ts';
import { openDesk } from '../../support/desk.ts';
import { createFakeStorage, fakeConnection } from '../../support/fakeEngine.ts';
import { needs, notOnWindows } from '../../support/needs.ts';
import {
  environmentOf,
  openTestedWorkspace,
  someEndpoint,
  workspaceIn,
} from '../../support/openWorkspace.ts';
import { ownerOfTest } from '../../support/ownerOfTest.ts';
import { refusingDisk } from '../../support/refusingDisk.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';

const notPermitted = 'you are not permitted to. Change its permissions, or those of its folder.';
const inTheWay = 'This folder could not be read: there is a file in its place. Move it away.';

describe('a list of connections that cannot be read at the start', () => {
  it.each([
    ['a file', (path: string) => writeFile(path, 'a file'), inTheWay],
    [
      'a circle of links',
      (path: string) => symlink('connections', path),
      'This folder could not be read: a symbolic link on its path cannot be followed. Fix the link.',
    ],
  ])(
    'says why, is not whole, and is there once it can be: %s',
    needs(notOnWindows),
    async (_, block, why) => {
      await using root = await temporaryFolder();
      {
        await using before = await openTestedWorkspace(root.path);
        await before.workspace.connections.create('Redis', someEndpoint);
      }
      const folder = join(root.path, 'connections');
      await rename(folder, `${folder} away`);
      await block(folder);
      await using open = await openTestedWorkspace(root.path);
      const { connections, messages } = open.workspace;
      expect(open.problems()).toEqual([`: ${why}`]);
      expect(connections.list.value.unread).toMatchObject({ file: '', message: why });
      expect(messages.list.value.unread).not.toBeNull();
      await expect(connections.create('new', someEndpoint)).rejects.toThrow(
        `Nothing can be put here. ${why}`,
      );
      await expect(connections.folders.create('', 'new')).rejects.toThrow(`Nothing can be put here. ${why}`);
      await unlink(folder);
      await rename(`${folder} away`, folder);
      await until(() => open.lines().join() === 'Redis');
      expect(open.problems()).toEqual([]);
      expect(connections.list.value.unread).toBeNull();
    },
  );

  it('keeps every secret that it may use, whatever is deleted or closed meanwhile', async () => {
    await using root = await temporaryFolder();
    const folder = join(root.path, 'connections');
    const open = await workspaceIn(root.path);
    const { secrets, environments, connections } = open;
    const secret = await secrets.keep('password', Buffer.from('let me in'));
    const proxy = { use: 'socks5', address: '127.0.0.1:1', password: secret };
    await connections.create('Bank', endpointSchema.parse({ ...someEndpoint, proxy }));
    const variables = [{ name: 'password', value: '', secret, on: true }];
    const { id } = await environments.create({ name: 'Staging', colour: 'none', variables });
    await open.close();
    {
      using _ = refusingDisk('readdirSync', folder, 'EACCES');
      const unread = await workspaceIn(root.path);
      await unread.secrets.keep('another', Buffer.from('chosen, and never saved'));
      await unread.environments.remove(id);
      await unread.close();
      expect(await unread.secrets.find(secret)).not.toBeNull();
    }
    const again = await workspaceIn(root.path);
    await (
      await again.connections.remove((await again.connections.all())[0]?.id ?? fakeConnection('none').id)
    ).lapse();
    await again.close();
    expect(await again.secrets.find(secret)).toBeNull();
  });

  it('keeps the secrets that environments may use, and says so where one is chosen', async () => {
    await using root = await temporaryFolder();
    const folder = join(root.path, 'environments');
    {
      await using before = await workspaceIn(root.path);
      await before.environments.create(environmentOf('Staging', { name: 'host', value: 'localhost' }));
    }
    using refusing = refusingDisk('readdirSync', folder, 'EACCES');
    await using open = await workspaceIn(root.path);
    const { environments, variables } = open;
    const problem = { file: '', message: `This folder could not be read: ${notPermitted}` };
    expect(environments.list.value.problems).toMatchObject([problem]);
    const choice = { environment: environmentIdSchema.parse('staging') };
    await expect(variables.templates(choice)).rejects.toThrow(
      `The chosen environment could not be read. ${problem.message}`,
    );
    const content = environmentOf('Base', { name: 'host', value: 'elsewhere' });
    await expect(environments.update(baseEnvironmentId, content)).rejects.toThrow('Nothing can be put here.');
    refusing[Symbol.dispose]();
    await environments.rescan();
    expect(environments.list.value.environments.map(({ name }) => name)).toEqual(['Base', 'Staging']);
  });
});

describe('what cannot be read any more while it is open', () => {
  it('stays as it was, with everything in it, until it can be', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { connections } = open.workspace;
    await connections.folders.create('', 'f');
    await connections.folders.create('f', 'deep');
    const { id, revision } = await connections.create('inner', someEndpoint, { folder: 'f/deep' });
    await connections.create('other', someEndpoint, { folder: 'f' });
    const lines = open.lines();
    using refusing = refusingDisk('readdirSync', join(open.folder, 'f'), 'EIO');
    await connections.rescan();
    expect(open.lines()).toEqual(lines);
    const why = 'This folder could not be read: the disk could not read or write it. Check the disk.';
    expect(open.problems()).toEqual([`f: ${why}`]);
    await expect(connections.create('new', someEndpoint, { folder: 'f' })).rejects.toThrow(why);
    await expect(connections.folders.remove('f', new Set([id]))).rejects.toThrow('f cannot be read');
    // What is deleted elsewhere meanwhile is seen once it can be.
    await rm(join(open.folder, 'f', 'deep'), { recursive: true });
    refusing[Symbol.dispose]();
    await connections.rescan();
    expect(open.lines()).toEqual(['f/', 'f/other']);
    await expect(connections.update(id, 'inner', someEndpoint, revision)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('is a file, which is read again although it is the same', async () => {
    await using root = await temporaryFolder();
    const path = join(root.path, 'connections', 'f', 'mine.json');
    await mkdir(join(root.path, 'connections', 'f'), { recursive: true });
    const text = (name: string): string =>
      JSON.stringify({ version: 1, id: 'mine', name, endpoint: { kind: 'udp', address: 'udp://[::1]:1' } });
    await writeFile(path, text('Mine'));
    await using open = await openTestedWorkspace(root.path);
    await writeFile(path, text('Changed'));
    const told: unknown[] = [];
    {
      using _ = refusingDisk('openSync', path, 'EMFILE');
      await open.workspace.connections.rescan();
      told.push(open.workspace.connections.list.value);
      await open.workspace.connections.rescan();
      told.push(open.workspace.connections.list.value);
      await expect(open.workspace.connections.folders.duplicate('f')).rejects.toThrow('Nothing was copied');
    }
    expect(told[0]).toMatchObject({
      connections: [{ name: 'Mine' }],
      problems: [
        { file: 'f/mine.json', message: expect.stringMatching(/^The file could not be read: too many/) },
      ],
    });
    expect(told[1]).toBe(told[0]);
    await open.workspace.connections.rescan();
    expect(open.lines()).toEqual(['f/', 'f/Changed']);
    expect(open.problems()).toEqual([]);
  });

  it('is known to a window to be whole again once it can be read', async () => {
    await using root = await temporaryFolder();
    await using desk = await openDesk(root.path, join(root.path, 'config'));
    using owner = ownerOfTest();
    const connections = owner.add(createConnectionStore(desk.client, createFakeStorage()));
    const messages = owner.add(createMessageStore(desk.client, () => Promise.resolve()));
    await connections.folders.create('', 'f');
    await messages.create(messageContentSchema.parse({ name: 'ping', body: 'PING' }), { folder: 'f' });
    const folder = join(root.path, 'connections', 'f');
    const hasUnread = (): readonly boolean[] =>
      [connections, messages].map(({ store }) => store.getState().hasUnread);
    {
      using _ = refusingDisk('readdirSync', folder, 'EACCES');
      await writeFile(join(folder, 'note.txt'), 'noticed');
      await until(() => !hasUnread().includes(false));
      expect(messages.store.getState().messages.size).toBe(1);
    }
    await writeFile(join(folder, 'note.txt'), 'noticed again');
    await until(() => !hasUnread().includes(true));
    expect(messages.store.getState().messages.size).toBe(1);
  });

  it('is not said to be gone, and nothing is opened in its place', async () => {
    await using root = await temporaryFolder();
    {
      await using before = await openTestedWorkspace(root.path);
      await before.workspace.connections.folders.create('', 'f');
      await before.workspace.connections.create('inner', someEndpoint, { folder: 'f' });
    }
    using refusing = refusingDisk('readdirSync', join(root.path, 'connections', 'f'), 'EACCES');
    await using open = await openTestedWorkspace(root.path);
    const why = `f: This folder could not be read: ${notPermitted}`;
    const { connections } = open.workspace;
    const { id } = fakeConnection('mine');
    expect(() => connections.get(id)).toThrow(`This connection could not be read. ${why}`);
    const handlers = createConnectionHandlers(open.workspace);
    const asked = { endpoint: someEndpoint, connection: id, environment: null, isRevealed: false };
    await expect(async () =>
      handlers['connections.preview'](asked, { signal: new AbortController().signal } as never),
    ).rejects.toThrow(`The folder of this connection could not be read. ${why}`);
    refusing[Symbol.dispose]();
  });
});

describe('a secret that cannot be read', () => {
  it('is told where it is needed, and looked for in no recording as if there were none', async () => {
    await using root = await temporaryFolder();
    await using open = await workspaceIn(root.path);
    const { environments, secrets, variables } = open;
    const secret = await secrets.keep('token', Buffer.from('let me in'));
    await environments.update(
      baseEnvironmentId,
      environmentSchema.parse({
        ...{ version: 1, id: baseEnvironmentId, name: 'Base' },
        variables: [{ name: 'token', secret }],
      }),
    );
    await rm(join(secrets.folder, secret.id));
    expect(await open.knownSecrets.all({})).toEqual([]);
    await mkdir(join(secrets.folder, secret.id));
    const why = 'A secret of the workspace could not be read';
    await expect(open.knownSecrets.all({})).rejects.toThrow(why);
    await expect(variables.reveal(secret)).rejects.toThrow(why);
    const endpoint = endpointSchema.parse({ kind: 'tcp-client', address: 'tcp://{{token}}:1' });
    const asked = { endpoint, connection: null, environment: null, isRevealed: false };
    const handlers = createConnectionHandlers(open);
    const shown = await handlers['connections.preview'](asked, {
      signal: new AbortController().signal,
    } as never);
    expect(JSON.stringify(shown)).toContain(
      `The secret variable “token” of the base environment has no value here. ${why}`,
    );
  });
});
