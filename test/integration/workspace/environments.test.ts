import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { endpointSchema } from '../../../shared/model/connection.ts';
import { revisionOfEnvironment } from '../../../electron/engine/workspace/environmentFiles.ts';
import {
  baseEnvironmentId,
  emptyBase,
  environmentSchema,
  type EnvironmentContent,
} from '../../../shared/model/environment.ts';
import { environmentIdSchema, type EnvironmentId } from '../../../shared/model/ids.ts';
import { leaveTemporaryFiles } from '../../support/leftByKilled.ts';
import { workspaceIn } from '../../support/openWorkspace.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { textIn } from '../../support/textIn.ts';
import { until } from '../../support/until.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function content(name: string, variables: object[], colour = 'none'): EnvironmentContent {
  return environmentSchema.parse({ version: 1, id: 'x', name, colour, variables });
}

describe('an environment', () => {
  it('is a file that holds what differs from the defaults, and reads as it was', async () => {
    await using root = await temporaryFolder();
    await using workspace = await workspaceIn(root.path);
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
    await using again = await workspaceIn(root.path);
    expect(again.environments.find(made.id)).toEqual(made);
  });

  it('has the place that a person gave it, which changes its own file alone and outlives every other change', async () => {
    await using root = await temporaryFolder();
    await using workspace = await workspaceIn(root.path);
    const { environments } = workspace;
    const made = new Map<string, EnvironmentId>();
    for (const name of ['b', 'a', 'c']) made.set(name, (await environments.create(content(name, []))).id);
    const idOf = (name: string): EnvironmentId => environmentIdSchema.parse(made.get(name));
    const names = (): readonly string[] => environments.list.value.environments.map(({ name }) => name);
    const files = (): Promise<readonly string[]> =>
      Promise.all(
        ['a', 'b', 'c'].map(async (name) => {
          const found = (await readdir(join(root.path, 'environments'))).find((each) =>
            each.startsWith(`${name}-`),
          );
          return readFile(join(root.path, 'environments', found ?? ''), 'utf8');
        }),
      );
    expect(names()).toEqual(['Base', 'a', 'b', 'c']);
    const before = await files();
    await environments.move(idOf('c'), idOf('a'));
    expect(names()).toEqual(['Base', 'c', 'a', 'b']);
    const after = await files();
    expect(after.map((text, index) => text === before[index])).toEqual([true, true, false]);
    await environments.move(idOf('a'), null);
    expect(names()).toEqual(['Base', 'c', 'b', 'a']);
    await environments.update(idOf('c'), content('z', []));
    await using again = await workspaceIn(root.path);
    expect(again.environments.list.value.environments.map(({ name }) => name)).toEqual([
      'Base',
      'z',
      'b',
      'a',
    ]);
    for (const [id, place] of [
      [baseEnvironmentId, null],
      [idOf('a'), environmentIdSchema.parse('nobody')],
      [environmentIdSchema.parse('nobody'), null],
    ] as const)
      await expect(environments.move(id, place)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('changes one line of its file with one value', async () => {
    await using root = await temporaryFolder();
    await using workspace = await workspaceIn(root.path);
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

  it('stands where each of two windows puts it that move at once', async () => {
    await using root = await temporaryFolder();
    await using workspace = await workspaceIn(root.path);
    const { environments } = workspace;
    const ids: EnvironmentId[] = [];
    for (const name of ['a', 'b', 'c', 'd']) ids.push((await environments.create(content(name, []))).id);
    const [a, b, c, d] = ids;
    if (!a || !b || !c || !d) throw new Error('An environment is missing.');
    await Promise.all([environments.move(d, a), environments.move(c, b)]);
    const names = environments.list.value.environments.map(({ name }) => name);
    expect(names).toEqual(['Base', 'd', 'a', 'c', 'b']);
  });

  it('that a killed program had taken away is put back, and what it had not finished is deleted', async () => {
    await using root = await temporaryFolder();
    const folder = join(root.path, 'environments');
    await mkdir(folder);
    const file = { version: 1, id: 'mine', name: 'Mine', variables: [{ name: 'host', value: 'a' }] };
    await writeFile(join(folder, '.mine.json.01abc.wirebench-taken'), JSON.stringify(file));
    await leaveTemporaryFiles(folder);
    await using workspace = await workspaceIn(root.path);
    expect(workspace.environments.list.value.environments).toMatchObject([{ name: 'Base' }, file]);
    expect(await readdir(folder)).toEqual(['.new.wirebench-tmp', 'mine.json']);
  });

  it('stands on the base, which needs no file until it has a variable', async () => {
    await using root = await temporaryFolder();
    await using workspace = await workspaceIn(root.path, {
      process: { WIREBENCH_VAR_user: 'ada', WIREBENCH_VAR_: 'x' },
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

  it('makes the base once, however many make it at once', async () => {
    await using root = await temporaryFolder();
    await using workspace = await workspaceIn(root.path);
    const { environments } = workspace;
    const seen = revisionOfEnvironment(emptyBase);
    const ended = await Promise.allSettled(
      ['a', 'b', 'c'].map((value) =>
        environments.update(baseEnvironmentId, content('Base', [{ name: 'host', value }]), seen),
      ),
    );
    expect(ended.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await readdir(join(root.path, 'environments'))).toEqual(['base.json']);
  });

  it('keeps the value of a secret variable among the secrets, and forgets it when nothing has it', async () => {
    await using root = await temporaryFolder();
    await using workspace = await workspaceIn(root.path);
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
      'does not have the value of the secret variable “token” of the environment “Local”. Enter it there.',
    );
  });

  it('gives away no key or password of a connection that its file names', async () => {
    await using root = await temporaryFolder();
    await using workspace = await workspaceIn(root.path);
    const secret = await workspace.secrets.keep('password', encode('hush'));
    const client = { kind: 'tcp-client', address: 'tcp://h:1', proxy: { password: secret } };
    await workspace.connections.create('Bank', endpointSchema.parse(client));
    const { id } = await workspace.environments.create(content('Theirs', [{ name: 'stolen', secret }]));
    expect(await textIn(workspace, '{{stolen}}', id)).toMatch(
      /“stolen” of the environment “Theirs” names a key or password of a connection/,
    );
    const refusal = { code: 'NOT_FOUND', message: expect.stringContaining('of a connection') };
    await expect(workspace.variables.reveal(secret)).rejects.toMatchObject(refusal);
  });

  it('that another program writes is read, and a mistake in one is told with its line', async () => {
    await using root = await temporaryFolder();
    await using workspace = await workspaceIn(root.path);
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
