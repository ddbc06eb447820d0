import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSecrets } from '../../../electron/engine/session/sessionSecrets.ts';
import type { Workspace } from '../../../electron/engine/workspace/workspace.ts';
import { endpointSchema, type Endpoint } from '../../../shared/model/connection.ts';
import { largestSecretBytes, type SecretRef } from '../../../shared/model/secret.ts';
import { workspaceIn } from '../../support/openWorkspace.ts';
import { othersMayRead } from '../../support/othersMayRead.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const key = new TextEncoder().encode('-----BEGIN PRIVATE KEY-----');

const withKey = (ref: SecretRef | null): Endpoint =>
  endpointSchema.parse({ kind: 'tls-client', address: 'tls://127.0.0.1:1', tls: { key: ref } });

const has = ({ secrets }: Workspace, { id }: SecretRef): boolean => existsSync(join(secrets.folder, id));

describe('a secret', () => {
  it('is a file that only its owner can read and that git ignores, and comes back as it was', async () => {
    await using root = await temporaryFolder();
    await using workspace = await workspaceIn(root.path);
    const { secrets } = workspace;
    expect(existsSync(secrets.folder)).toBe(false);
    const ref = await secrets.keep('client.key', key);
    expect(ref.name).toBe('client.key');
    expect(await secrets.read(ref)).toEqual(key);
    expect(await othersMayRead(secrets.folder)).toBe(false);
    expect(await othersMayRead(join(secrets.folder, ref.id))).toBe(false);
    expect(await readFile(join(secrets.folder, '.gitignore'), 'utf8')).toBe('*\n');
    expect((await readdir(secrets.folder)).toSorted()).toEqual(['.gitignore', ref.id]);
  });

  it('closes a folder that others could look into, and leaves an ignore file as a person wrote it', async () => {
    await using root = await temporaryFolder();
    await mkdir(join(root.path, 'secrets'), { mode: 0o755 });
    expect(await othersMayRead(join(root.path, 'secrets'))).toBe(true);
    await writeFile(join(root.path, 'secrets', '.gitignore'), '*.own\n');
    await using workspace = await workspaceIn(root.path);
    await workspace.secrets.keep('a', key);
    expect(await othersMayRead(workspace.secrets.folder)).toBe(false);
    expect(await readFile(join(workspace.secrets.folder, '.gitignore'), 'utf8')).toBe('*.own\n');
  });

  it('that this machine does not have is told by its name', async () => {
    await using root = await temporaryFolder();
    await using workspace = await workspaceIn(root.path);
    await expect(workspace.secrets.read({ id: 'elsewhere', name: 'client.key' })).rejects.toMatchObject({
      name: 'LinkProblem',
      message: 'This machine does not have “client.key”. Choose it again.',
      field: null,
    });
  });

  it('is never the key of the authority, whatever a connection says', async () => {
    await using root = await temporaryFolder();
    await using workspace = await workspaceIn(root.path);
    await workspace.secrets.keep('a', key);
    await writeFile(join(workspace.secrets.folder, 'authority-key'), key);
    await expect(workspace.secrets.read({ id: 'authority-key', name: 'x' })).rejects.toThrow(
      'does not have “x”',
    );
    await workspace.secrets.remove(['authority-key']);
    expect(existsSync(join(workspace.secrets.folder, 'authority-key'))).toBe(true);
  });

  it('has at most 1 MiB', async () => {
    await using root = await temporaryFolder();
    await using workspace = await workspaceIn(root.path);
    await expect(workspace.secrets.keep('a', new Uint8Array(largestSecretBytes + 1))).rejects.toMatchObject({
      code: 'LIMIT',
    });
    const ref = await workspace.secrets.keep('a', new Uint8Array(largestSecretBytes));
    expect(await workspace.secrets.read(ref)).toHaveLength(largestSecretBytes);
  });
});

describe('a secret that no connection needs', () => {
  it('goes when the last connection that shared it is changed or deleted', async () => {
    await using root = await temporaryFolder();
    await using workspace = await workspaceIn(root.path);
    const { connections, secrets } = workspace;
    const ref = await secrets.keep('client.key', key);
    const first = await connections.create('One', withKey(ref));
    const copy = await connections.create('One, again', withKey(ref));
    await connections.remove(first.id);
    expect(has(workspace, ref)).toBe(true);
    await connections.update(copy.id, 'One, again', withKey(null));
    expect(has(workspace, ref)).toBe(false);
  });

  it('stays when it was just chosen, for a connection that is not saved yet', async () => {
    await using root = await temporaryFolder();
    await using workspace = await workspaceIn(root.path);
    const { connections, secrets } = workspace;
    const chosen = await secrets.keep('client.key', key);
    const { id } = await connections.create('One', withKey(null));
    await connections.remove(id);
    expect(has(workspace, chosen)).toBe(true);
  });

  it('stays while a file cannot be read that may need it', async () => {
    await using root = await temporaryFolder();
    await using workspace = await workspaceIn(root.path);
    const { connections, secrets } = workspace;
    const ref = await secrets.keep('client.key', key);
    await writeFile(join(root.path, 'connections', 'broken.json'), '{ "version": 1, ');
    const { id } = await connections.create('One', withKey(ref));
    await connections.remove(id);
    expect(has(workspace, ref)).toBe(true);
  });

  it('stays when others take its connection away, as a checkout does', async () => {
    await using root = await temporaryFolder();
    await using workspace = await workspaceIn(root.path);
    const { connections, secrets } = workspace;
    const ref = await secrets.keep('client.key', key);
    await connections.create('One', withKey(ref));
    for (const name of await readdir(join(root.path, 'connections'))) {
      await rm(join(root.path, 'connections', name));
    }
    await connections.rescan();
    expect(connections.list.value.connections).toEqual([]);
    expect(has(workspace, ref)).toBe(true);
  });

  it('goes at the end of the run in which it was kept, when no connection was saved with it', async () => {
    await using root = await temporaryFolder();
    const first = await workspaceIn(root.path);
    const older = await first.secrets.keep('of another branch', key);
    await first.connections.create('Older', withKey(older));
    await first.close();
    for (const name of await readdir(join(root.path, 'connections'))) {
      await rm(join(root.path, 'connections', name));
    }
    const second = await workspaceIn(root.path);
    const chosen = await second.secrets.keep('chosen', key);
    const saved = await second.secrets.keep('saved', key);
    await second.connections.create('One', withKey(saved));
    await second.close();
    expect([older, chosen, saved].map((ref) => has(second, ref))).toEqual([true, false, true]);
  });

  it('stays at the end of the run while a file cannot be read that may need it', async () => {
    await using root = await temporaryFolder();
    const workspace = await workspaceIn(root.path);
    const chosen = await workspace.secrets.keep('chosen', key);
    await writeFile(join(root.path, 'connections', 'broken.json'), '{ "version": 1, ');
    await workspace.close();
    expect(has(workspace, chosen)).toBe(true);
  });
});

describe('the secrets of a session', () => {
  const ref: SecretRef = { id: 'k1', name: 'client.key' };

  it('are those of the time when it was opened', async () => {
    const bytes = new Map([['k1', key]]);
    const source = {
      read: async ({ id, name }: SecretRef) => bytes.get(id) ?? Promise.reject(new Error(`No ${name}.`)),
    };
    const secret = await readSecrets({ endpoint: withKey(ref) }, source);
    bytes.clear();
    expect(await secret(ref)).toEqual(key);
    await expect(secret({ id: 'k2', name: 'other.key' })).rejects.toThrow('No other.key.');
  });

  it('are missed when they are needed, and no sooner', async () => {
    const source = { read: () => Promise.reject(new Error('This machine does not have it.')) };
    const secret = await readSecrets({ endpoint: withKey(ref) }, source);
    await expect(secret(ref)).rejects.toThrow('does not have it');
  });
});
