import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeId } from '../../../electron/engine/base/makeId.ts';
import { Secrets } from '../../../electron/engine/secrets/secrets.ts';
import { CollectionReader } from '../../../electron/engine/workspace/collectionReader.ts';
import { importCollection } from '../../../electron/engine/workspace/importCollection.ts';
import type { Workspace } from '../../../electron/engine/workspace/workspace.ts';
import { importWorkerUrl } from '../../../electron/workerUrls.ts';
import { baseEnvironmentId, emptyBase, environmentSchema } from '../../../shared/model/environment.ts';
import type { SecretRef } from '../../../shared/model/secret.ts';
import { filesBelow, workspaceIn } from '../../support/openWorkspace.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { fixture } from '../../unit/import/importing.ts';

/** Keeps secrets as others do; something happens before the first of them is there. */
class LaterSecrets extends Secrets {
  happens: (() => Promise<unknown>) | null = null;

  override async keep(name: string, bytes: Uint8Array): Promise<SecretRef> {
    await this.happens?.();
    this.happens = null;
    return super.keep(name, bytes);
  }
}

const collection = [{ path: 'chat.json', bytes: Buffer.from(fixture('insomnia4.json')) }];

/** An import with a secret for the base, before which something happens. */
function importing(
  workspace: Workspace,
  happens: () => Promise<unknown>,
  into = '',
): ReturnType<typeof importCollection> {
  const secrets = new LaterSecrets({ folder: workspace.secrets.folder, makeId });
  secrets.happens = happens;
  const reader = new CollectionReader(importWorkerUrl());
  return importCollection({ ...workspace, secrets, makeId, reader }, 'chat.json', collection, into);
}

function baseWith(...names: readonly string[]): typeof emptyBase {
  return environmentSchema.parse({
    ...emptyBase,
    variables: names.map((name) => ({ name, value: 'theirs' })),
  });
}

function baseNames({ environments }: Workspace): readonly string[] {
  return environments.find(baseEnvironmentId)?.variables.map(({ name }) => name) ?? [];
}

async function secretsIn({ secrets }: Workspace): Promise<readonly string[]> {
  if (!existsSync(secrets.folder)) return [];
  return (await readdir(secrets.folder)).filter((name) => !name.startsWith('.'));
}

const imported = ['host', 'rooms.first', 'retries', 'Lobby_token'];

describe('an import', () => {
  it('keeps what a window or an editor puts into the base while it is written', async () => {
    await using root = await temporaryFolder();
    await using workspace = await workspaceIn(root.path);
    await importing(workspace, () => workspace.environments.update(baseEnvironmentId, baseWith('window')));
    expect(baseNames(workspace)).toEqual(['window', ...imported]);
    await using other = await temporaryFolder();
    await using edited = await workspaceIn(other.path);
    const file = join(other.path, 'environments', 'base.json');
    await mkdir(join(other.path, 'environments'), { recursive: true });
    await importing(edited, () => writeFile(file, JSON.stringify(baseWith('editor'))));
    expect(baseNames(edited)).toEqual(['editor', ...imported]);
  });

  it('is refused as a whole where the base gets a variable of the same name meanwhile', async () => {
    await using root = await temporaryFolder();
    await using workspace = await workspaceIn(root.path);
    const { environments } = workspace;
    const base = baseWith('retries');
    await expect(importing(workspace, () => environments.update(baseEnvironmentId, base))).rejects.toThrow(
      'Nothing was imported: the base environment was changed elsewhere meanwhile. Import it again.',
    );
    expect(environments.list.value.environments).toEqual([base]);
    expect(await secretsIn(workspace)).toEqual([]);
  });

  it('whose folder cannot be written takes back what it wrote, and nothing else', async () => {
    await using root = await temporaryFolder();
    await using workspace = await workspaceIn(root.path);
    const { environments, connections } = workspace;
    await connections.folders.create('', 'gone');
    const before = await filesBelow(root.path);
    await expect(
      importing(workspace, () => rm(join(root.path, 'connections', 'gone'), { recursive: true }), 'gone'),
    ).rejects.toThrow('no longer in the workspace');
    expect(await secretsIn(workspace)).toEqual([]);
    expect([...(await filesBelow(join(root.path, 'environments'))).keys()]).toEqual([]);
    expect(before.size).toBeGreaterThan(0);

    await connections.folders.create('', 'gone');
    const adding = new AbortController();
    const theirs = (async () => {
      // As soon as the import has written the base.
      for await (const _ of environments.list.changes(adding.signal)) {
        const base = environments.find(baseEnvironmentId);
        if (!base || base.variables.length < imported.length) continue;
        adding.abort();
        const { variables } = baseWith('theirs');
        await environments.update(base.id, { ...base, variables: [...base.variables, ...variables] });
      }
    })();
    await expect(
      importing(workspace, () => rm(join(root.path, 'connections', 'gone'), { recursive: true }), 'gone'),
    ).rejects.toThrow('no longer in the workspace');
    await theirs;
    expect(baseNames(workspace)).toEqual(['theirs']);
    expect(await secretsIn(workspace)).toEqual([]);
  });
});

describe('an import of a window', () => {
  function begun({ uploads }: Workspace): number {
    const number = uploads.begin('chat.json');
    for (const { path, bytes } of collection) uploads.piece(number, path, 0, bytes);
    return number;
  }

  it('is written to its end, or not at all, before its workspace is closed', async () => {
    await using root = await temporaryFolder();
    const workspace = await workspaceIn(root.path);
    const { uploads, environments } = workspace;
    const happened: string[] = [];
    const report = uploads.finish(begun(workspace), '').finally(() => happened.push('imported'));
    const written = new AbortController();
    for await (const { environments: all } of environments.list.changes(written.signal))
      if (all.length > 1) written.abort();
    await workspace.close();
    happened.push('closed');
    await report;
    expect(happened).toEqual(['imported', 'closed']);
    await using again = await workspaceIn(root.path);
    expect(await again.connections.all()).toHaveLength(2);
    expect(baseNames(again)).toEqual(imported);
    const secret = again.environments.find(baseEnvironmentId)?.variables.at(-1)?.secret;
    expect(secret && (await again.secrets.find(secret))).not.toBeNull();
    expect(await secretsIn(again)).toHaveLength(1);
  });

  it('counts as one of four until it is done', async () => {
    await using root = await temporaryFolder();
    await using workspace = await workspaceIn(root.path);
    const numbers = [1, 2, 3, 4].map(() => begun(workspace));
    const reports = numbers.map((number) => workspace.uploads.finish(number, ''));
    expect(() => workspace.uploads.begin('fifth')).toThrow('Four collections are being imported already.');
    await Promise.all(reports);
    expect(workspace.uploads.begin('fifth')).toBeGreaterThan(4);
  });
});
