import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, realpath, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeId } from '../../../electron/engine/base/makeId.ts';
import { createSystemClock } from '../../../electron/engine/base/systemClock.ts';
import { createWorkspace, type Workspace } from '../../../electron/engine/workspace/workspace.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
import {
  baseEnvironmentId,
  environmentSchema,
  type EnvironmentContent,
} from '../../../shared/model/environment.ts';
import type { EnvironmentId } from '../../../shared/model/ids.ts';
import { resolveText } from '../../../shared/template/resolveText.ts';
import { needs, notOnWindows } from '../../support/needs.ts';
import { noConfigFolder } from '../../support/noConfigFolder.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';

async function openWorkspace(
  folder: string,
  process: Readonly<Record<string, string>> = {},
  configFolder: string | null = noConfigFolder,
): Promise<Workspace & AsyncDisposable> {
  const log = { warn: (): void => undefined };
  const parts = { folder, configFolder, makeId, clock: createSystemClock(), log, process };
  const workspace = await createWorkspace(parts);
  return Object.assign(workspace, { [Symbol.asyncDispose]: () => workspace.close() });
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function content(name: string, variables: object[], colour = 'none'): EnvironmentContent {
  return environmentSchema.parse({ version: 1, id: 'x', name, colour, variables });
}

async function textIn(
  workspace: Workspace,
  text: string,
  environment: EnvironmentId | null = null,
): Promise<string> {
  const templates = await workspace.variables.templates({ environment });
  const resolved = await templates.resolve((resolver) => resolveText(resolver, text));
  return resolved.ok ? resolved.value.text : `${resolved.problem[0].code}: ${resolved.problem[0].message}`;
}

describe('an environment', () => {
  it('is a file that holds what differs from the defaults, and reads as it was', async () => {
    await using root = await temporaryFolder();
    await using workspace = await openWorkspace(root.path);
    const made = await workspace.environments.create(
      content(
        'Staging',
        [
          { name: 'host', value: 'a' },
          { name: 'old', value: 'b', on: false },
        ],
        'orange',
      ),
    );
    const [name = ''] = await readdir(join(root.path, 'environments'));
    expect(name).toMatch(/^staging-.{6}\.json$/);
    expect(JSON.parse(await readFile(join(root.path, 'environments', name), 'utf8'))).toEqual({
      ...{ version: 1, id: made.id, name: 'Staging', colour: 'orange' },
      variables: [
        { name: 'host', value: 'a' },
        { name: 'old', value: 'b', on: false },
      ],
    });
    await using again = await openWorkspace(root.path);
    expect(again.environments.find(made.id)).toEqual(made);
  });

  it('changes one line of its file with one value', async () => {
    await using root = await temporaryFolder();
    await using workspace = await openWorkspace(root.path);
    const variables = [
      { name: 'host', value: 'a' },
      { name: 'port', value: '1' },
    ];
    const { id } = await workspace.environments.create(content('Local', variables));
    const [name = ''] = await readdir(join(root.path, 'environments'));
    const lines = async () => (await readFile(join(root.path, 'environments', name), 'utf8')).split('\n');
    const before = await lines();
    await workspace.environments.update(
      id,
      content('Local', [
        { name: 'host', value: 'a' },
        { name: 'port', value: '2' },
      ]),
    );
    const after = await lines();
    expect(after.filter((line) => !before.includes(line))).toEqual(['      "value": "2"']);
    expect(after).toHaveLength(before.length);
  });

  it('stands on the base, which needs no file until it has a variable', async () => {
    await using root = await temporaryFolder();
    await using workspace = await openWorkspace(root.path, {
      WIREBENCH_VAR_user: 'ada',
      WIREBENCH_VAR_: 'x',
    });
    expect(workspace.environments.list.value.environments.map(({ name }) => name)).toEqual(['Base']);
    await workspace.environments.update(
      baseEnvironmentId,
      content('Base', [
        { name: 'host', value: 'far' },
        { name: 'port', value: '1' },
        { name: 'user', value: 'eve' },
      ]),
    );
    expect(existsSync(join(root.path, 'environments', 'base.json'))).toBe(true);
    const { id } = await workspace.environments.create(
      content('Local', [
        { name: 'host', value: 'near' },
        { name: 'port', value: '2', on: false },
      ]),
    );
    expect(await textIn(workspace, '{{host}}:{{port}} {{user}}', id)).toBe('near:1 ada');
    expect(await textIn(workspace, '{{host}}:{{port}} {{user}}')).toBe('far:1 ada');
    await workspace.environments.remove(id);
    await expect(textIn(workspace, '{{host}}', id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('keeps the value of a secret variable among the secrets, and forgets it when nothing has it', async () => {
    await using root = await temporaryFolder();
    await using workspace = await openWorkspace(root.path);
    const secret = await workspace.secrets.keep('token', encode('hush{{x}}'));
    const { id } = await workspace.environments.create(content('Local', [{ name: 'token', secret }]));
    expect(await textIn(workspace, '{{token}}', id)).toBe('hush{{x}}');
    expect(await workspace.variables.reveal(secret)).toBe('hush{{x}}');
    await expect(workspace.variables.reveal({ id: 'other', name: 'x' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    for (const name of await readdir(join(root.path, 'environments'))) {
      expect(await readFile(join(root.path, 'environments', name), 'utf8')).not.toContain('hush');
    }
    const other = await workspace.secrets.keep('token', encode('new'));
    await workspace.environments.update(id, content('Local', [{ name: 'token', secret: other }]));
    expect(existsSync(join(workspace.secrets.folder, secret.id))).toBe(false);
    expect(existsSync(join(workspace.secrets.folder, other.id))).toBe(true);
    await rm(join(workspace.secrets.folder, other.id));
    expect(await textIn(workspace, '{{token}}', id)).toContain(
      'does not have the value of the secret variable “token”',
    );
  });

  it('gives away no key or password of a connection that its file names', async () => {
    await using root = await temporaryFolder();
    await using workspace = await openWorkspace(root.path);
    const secret = await workspace.secrets.keep('password', encode('hush'));
    const client = { kind: 'tcp-client', address: 'tcp://h:1', proxy: { password: secret } };
    await workspace.connections.create('Bank', endpointSchema.parse(client));
    const { id } = await workspace.environments.create(content('Theirs', [{ name: 'stolen', secret }]));
    expect(await textIn(workspace, '{{stolen}}', id)).toMatch(
      /“stolen” names a key or password of a connection/,
    );
    const refusal = { code: 'NOT_FOUND', message: expect.stringContaining('of a connection') };
    await expect(workspace.variables.reveal(secret)).rejects.toMatchObject(refusal);
  });

  it('that another program writes is read, and a mistake in one is told with its line', async () => {
    await using root = await temporaryFolder();
    await using workspace = await openWorkspace(root.path);
    const folder = join(root.path, 'environments');
    await mkdir(folder, { recursive: true });
    await workspace.environments.rescan();
    await writeFile(join(folder, 'mine.json'), JSON.stringify({ version: 1, id: 'mine', name: 'Mine' }));
    await workspace.environments.rescan();
    await until(() => workspace.environments.list.value.environments.some(({ name }) => name === 'Mine'));
    await writeFile(
      join(folder, 'twice.json'),
      '{"version":1,"id":"twice","name":"T","variables":[\n{"name":"a"},\n{"name":"a"}]}',
    );
    await until(() => workspace.environments.list.value.problems.length > 0);
    expect(workspace.environments.list.value.problems).toEqual([
      expect.objectContaining({
        file: 'twice.json',
        line: 3,
        message: expect.stringContaining('“a” is here twice'),
      }),
    ]);
  });
});

describe('what a template takes from this machine', () => {
  it('is of its environment what a person has allowed this workspace, and nothing else', async () => {
    await using root = await temporaryFolder();
    const process = { HOME: '/home/ada' };
    const [folder, config] = [join(root.path, 'workspace'), join(root.path, 'new', 'config')];
    {
      await using workspace = await openWorkspace(folder, process, config);
      expect(await textIn(workspace, '{{$env:HOME}}')).toMatch(/^consent: “HOME”/);
      expect(existsSync(config)).toBe(false);
      await workspace.variables.allowed.allow('HOME');
      expect(await textIn(workspace, '{{$env:HOME}}')).toBe('/home/ada');
      expect(await textIn(workspace, '{{$env:PATH}}')).toMatch(/^consent: “PATH”/);
    }
    await symlink(folder, join(root.path, 'alias'));
    for (const path of [folder, join(root.path, 'alias')]) {
      await using again = await openWorkspace(path, process, config);
      expect(await textIn(again, '{{$env:HOME}}')).toBe('/home/ada');
    }
    await using other = await openWorkspace(join(root.path, 'other'), process, config);
    expect(await textIn(other, '{{$env:HOME}}')).toMatch(/^consent: “HOME”/);
  });

  it('is nothing of its environment because a file that came with the workspace says so', async () => {
    await using root = await temporaryFolder();
    const folder = join(root.path, 'workspace');
    const tracked = join(folder, 'secrets', 'allowed-environment.json');
    await mkdir(join(folder, 'secrets'), { recursive: true });
    await writeFile(tracked, '{"version":1,"names":["HOME"]}');
    await using workspace = await openWorkspace(folder, { HOME: '/home/ada' }, join(root.path, 'config'));
    expect(await textIn(workspace, '{{$env:HOME}}')).toMatch(/^consent: “HOME”/);
    await workspace.variables.allowed.allow('HOME');
    expect(await textIn(workspace, '{{$env:HOME}}')).toBe('/home/ada');
    expect(await readFile(tracked, 'utf8')).toBe('{"version":1,"names":["HOME"]}');
    expect(await readdir(join(folder, 'secrets'))).toEqual(['allowed-environment.json']);
  });

  it('is allowed in a file that only its owner can read', needs(notOnWindows), async () => {
    await using root = await temporaryFolder();
    const [folder, config] = [join(root.path, 'workspace'), join(root.path, 'config')];
    await using workspace = await openWorkspace(folder, { HOME: '/home/ada' }, config);
    await Promise.all(['HOME', 'PATH', 'HOME'].map((name) => workspace.variables.allowed.allow(name)));
    const kept = join(config, 'allowed-environment');
    const [name = '', ...others] = await readdir(kept);
    expect(others).toEqual([]);
    expect(JSON.parse(await readFile(join(kept, name), 'utf8'))).toEqual({
      version: 1,
      workspace: await realpath(folder),
      names: ['HOME', 'PATH'],
    });
    expect((await stat(join(kept, name))).mode & 0o777).toBe(0o600);
    expect((await stat(config)).mode & 0o777).toBe(0o700);
    await writeFile(join(kept, name), '{"names":["HOME"]}');
    expect(await textIn(workspace, '{{$env:HOME}}')).toMatch(/^consent: “HOME”/);
    await expect(workspace.variables.allowed.allow('HOME')).rejects.toThrow(
      `${join(kept, name)} cannot be used. Correct it, or delete it.`,
    );
  });

  it('stays refused, with a sentence, where it cannot be kept or would be kept in the workspace', async () => {
    await using root = await temporaryFolder();
    const process = { HOME: '/home/ada' };
    const folder = join(root.path, 'workspace');
    await writeFile(join(root.path, 'file'), '');
    {
      await using workspace = await openWorkspace(folder, process, join(root.path, 'file', 'config'));
      await expect(workspace.variables.allowed.allow('HOME')).rejects.toThrow(
        /allowed-environment cannot be used: a part of its path is a file/,
      );
      expect(await textIn(workspace, '{{$env:HOME}}')).toMatch(/^consent: “HOME”/);
    }
    {
      await using workspace = await openWorkspace(folder, process, null);
      await expect(workspace.variables.allowed.allow('HOME')).rejects.toThrow(
        /Set WIREBENCH_CONFIG to a folder/,
      );
      expect(await textIn(workspace, '{{$env:HOME}}')).toMatch(/^consent: “HOME”/);
    }
    await mkdir(join(folder, '..config'));
    {
      await using workspace = await openWorkspace(folder, process, join(root.path, 'config'));
      await workspace.variables.allowed.allow('HOME');
    }
    await rename(join(root.path, 'config'), join(folder, '..config', 'moved'));
    await using workspace = await openWorkspace(folder, process, join(folder, '..config', 'moved'));
    expect(await textIn(workspace, '{{$env:HOME}}')).toMatch(/^consent: “HOME”/);
    await expect(workspace.variables.allowed.allow('HOME')).rejects.toThrow(/which is inside the workspace/);
  });

  it('is of its files those of the workspace, and no link out of it', async () => {
    await using root = await temporaryFolder();
    const folder = join(root.path, 'workspace');
    await writeFile(join(root.path, 'outside'), 'outside');
    await using workspace = await openWorkspace(folder);
    await mkdir(join(folder, 'bodies'));
    await workspace.secrets.keep('a', encode('hush'));
    await writeFile(join(folder, 'secrets', 'key'), 'hush');
    await writeFile(join(folder, 'bodies', 'a.txt'), 'inside');
    await symlink(join(root.path, 'outside'), join(folder, 'link'));
    await symlink(root.path, join(folder, 'up'));
    await symlink('secrets', join(folder, 'alias'));
    await mkdir(join(folder, 'bodies', '.git'));
    await writeFile(join(folder, 'bodies', '.git', 'config'), 'hush');
    expect(await textIn(workspace, '{{$file:bodies/a.txt}}')).toBe('inside');
    for (const path of [
      '../outside',
      'bodies/../../outside',
      'link',
      'secrets/key',
      'Secrets/key',
      'sessions/a.wbs',
      '.git/config',
      'bodies/.git/config',
      'alias/key',
      'up/outside',
      join(root.path, 'outside'),
      'gone',
      'bodies',
      'C:x',
      '\\\\host\\x',
      '',
    ]) {
      expect(await textIn(workspace, `{{$file:${path}}}`)).toMatch(/^(unavailable|argument): /);
    }
    for (const path of ['secrets/key', 'alias/key', 'bodies/.git/config', '.lock/holder.json'])
      expect(await textIn(workspace, `{{$file:${path}}}`)).toContain('stay on this machine');
  });

  it('is read as it is then, also where one names the other', async () => {
    await using root = await temporaryFolder();
    await using workspace = await openWorkspace(root.path);
    await writeFile(join(root.path, 'which'), 'a');
    await writeFile(join(root.path, 'a'), 'one');
    const templates = await workspace.variables.templates({ environment: null });
    const read = () => templates.resolve((resolver) => resolveText(resolver, '{{$file:{{$file:which}}}}'));
    expect(await read()).toMatchObject({ ok: true, value: { text: 'one' } });
    await writeFile(join(root.path, 'a'), 'two');
    expect(await read()).toMatchObject({ ok: true, value: { text: 'two' } });
  });
});
