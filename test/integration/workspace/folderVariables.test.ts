import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { endpointSchema } from '../../../shared/model/connection.ts';
import { baseEnvironmentId } from '../../../shared/model/environment.ts';
import type { ConnectionId } from '../../../shared/model/ids.ts';
import { variablesSchema } from '../../../shared/model/variable.ts';
import { resolveText } from '../../../shared/template/resolveText.ts';
import { openTestedWorkspace, type TestedWorkspace } from '../../support/openWorkspace.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';

const variables = (...list: object[]) => variablesSchema.parse(list);
const endpoint = endpointSchema.parse({ kind: 'tcp-client', address: 'tcp://{{host}}:1' });

async function textIn(
  { workspace }: TestedWorkspace,
  text: string,
  connection: ConnectionId | null,
): Promise<string> {
  const templates = await workspace.variables.templates({ environment: null, connection });
  const resolved = await templates.resolve((resolver) => resolveText(resolver, text));
  return resolved.ok ? resolved.value.text : resolved.problem[0].message;
}

describe('the variables of a folder', () => {
  it('count for the connections in it and below, and the nearest wins', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { connections, environments } = open.workspace;
    const { folders } = connections;
    await environments.update(baseEnvironmentId, {
      ...{ name: 'Base', colour: 'none' },
      variables: variables({ name: 'host', value: 'base' }, { name: 'far', value: '{{host}}' }),
    });
    await folders.create('', 'gateway');
    await folders.create('gateway', 'eu');
    await folders.create('', 'gateway2');
    await folders.setVariables(
      'gateway',
      variables({ name: 'host', value: 'gateway' }, { name: 'a', value: 'A' }),
    );
    await folders.setVariables('gateway/eu', variables({ name: 'host', value: 'eu' }));
    const at = async (folder: string) => (await connections.create('redis', endpoint, { folder })).id;
    const [eu, gateway, other] = [await at('gateway/eu'), await at('gateway'), await at('gateway2')];
    expect(await textIn(open, '{{host}} {{far}} {{a}}', eu)).toBe('eu eu A');
    expect(await textIn(open, '{{host}} {{a}}', gateway)).toBe('gateway A');
    expect(await textIn(open, '{{host}}', other)).toBe('base');
    expect(await textIn(open, '{{host}}', null)).toBe('base');
    expect(await textIn(open, '{{a}}', other)).toBe(
      'There is no variable “a” in the process environment, the folder “gateway2” or the base environment.',
    );
    expect(await textIn(open, '{{b}}', eu)).toBe(
      'There is no variable “b” in the process environment, the folder “gateway/eu”, the folder “gateway” or the base environment. Did you mean “a”?',
    );
    await folders.rename('gateway', 'edge');
    expect(await textIn(open, '{{host}} {{a}}', eu)).toBe('eu A');
    await connections.move(eu, 'gateway2', { before: null });
    expect(await textIn(open, '{{host}}', eu)).toBe('base');
  });

  it('stand in its folder.json, beside its place, and are followed when another program changes them', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { connections } = open.workspace;
    await connections.folders.create('', 'gateway');
    const file = join(root.path, 'connections', 'gateway', 'folder.json');
    const content = async (): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'));
    await connections.folders.setVariables(
      'gateway',
      variables({ name: 'host', value: 'h' }, { name: 'b', on: false }),
    );
    expect(await content()).toEqual({
      version: 1,
      variables: [
        { name: 'host', value: 'h' },
        { name: 'b', on: false },
      ],
    });
    const { id } = await connections.create('redis', endpoint, { folder: 'gateway' });
    await writeFile(file, '{"version":1,"variables":[{"name":"host","value":"theirs"}]}');
    await until(async () => (await textIn(open, '{{host}}', id)) === 'theirs');
    await writeFile(file, '{"version":1,\n"variables":[{"name":"host"},\n{"name":"host"}]}');
    await until(() => connections.list.value.problems.length > 0);
    expect(connections.list.value.problems).toMatchObject([{ file: 'gateway/folder.json', line: 3 }]);
    await expect(connections.folders.setVariables('gateway', [])).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
  });

  it('are replaced by none where their file has a mistake, and are not lost in a copy', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { connections, environments, variables: known } = open.workspace;
    await environments.update(baseEnvironmentId, {
      ...{ name: 'Base', colour: 'none' },
      variables: variables({ name: 'host', value: 'production' }),
    });
    await connections.folders.create('', 'gateway');
    await connections.folders.setVariables('gateway', variables({ name: 'host', value: 'mine' }));
    const { id } = await connections.create('redis', endpoint, { folder: 'gateway' });
    expect(await textIn(open, '{{host}}', id)).toBe('mine');
    const file = join(root.path, 'connections', 'gateway', 'folder.json');
    await writeFile(file, '{"version":1,\n<<<<<<< HEAD\n"variables":[{"name":"host","value":"mine"}]}');
    await until(() => connections.list.value.problems.length > 0);
    const sentence =
      /^The variables of the folder “gateway” could not be read, so no others are used in their place\. gateway\/folder\.json, line 2: /;
    expect(await textIn(open, '{{host}}', id)).toMatch(sentence);
    expect(await textIn(open, 'no variable', id)).toBe('no variable');
    // Whether it is secret is not known either.
    const given = await known.templates({
      environment: null,
      connection: id,
      given: new Map([['host', 'typed']]),
    });
    expect((await given.resolve((resolver) => resolveText(resolver, '{{host}}'))).ok).toBe(false);
    await expect(connections.folders.duplicate('gateway')).rejects.toThrow(/^Nothing was copied: /);
    await writeFile(file, '{"version":1,"variables":[{"name":"host","value":"again"}]}');
    await until(async () => (await textIn(open, '{{host}}', id)) === 'again');
  });

  it('keep secrets outside of it, which go with the last folder that has them, and not before', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { connections, secrets, variables: known } = open.workspace;
    const kept = async () =>
      (await readdir(join(root.path, 'secrets'))).filter((name) => /^[a-z0-9-]+$/.test(name));
    await connections.folders.create('', 'gateway');
    const secret = await secrets.keep('token', new TextEncoder().encode('hush-hush'));
    await connections.folders.setVariables('gateway', variables({ name: 'token', secret }));
    const { id } = await connections.create('redis', endpoint, { folder: 'gateway' });
    expect(await textIn(open, '{{token}}', id)).toBe('hush-hush');
    expect(await known.reveal(secret)).toBe('hush-hush');
    const file = join(root.path, 'connections', 'gateway', 'folder.json');
    expect(await readFile(file, 'utf8')).not.toContain('hush');

    const copy = await connections.folders.duplicate('gateway');
    expect(copy).toMatchObject({ path: 'gateway 2', variables: [{ name: 'token', secret }] });
    const inCopy =
      connections.list.value.connections.find(({ folder }) => folder === 'gateway 2')?.id ?? null;
    await connections.folders.remove('gateway', new Set([id]));
    expect(await textIn(open, '{{token}}', inCopy)).toBe('hush-hush');
    const newer = await secrets.keep('token', new TextEncoder().encode('newer'));
    await connections.folders.setVariables('gateway 2', variables({ name: 'token', secret: newer }));
    expect(await kept()).toEqual([newer.id]);
    await connections.folders.setVariables('gateway 2', []);
    expect(await kept()).toEqual([]);
  });
});
