import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, realpath, rename, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolveText } from '../../../shared/template/resolveText.ts';
import { leaveTemporaryFiles, leftTemporaryFiles } from '../../support/leftByKilled.ts';
import { needs, notOnWindows } from '../../support/needs.ts';
import { workspaceIn } from '../../support/openWorkspace.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { textIn } from '../../support/textIn.ts';

/** The environment of the process. */
const process = { HOME: '/home/ada' };

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('what a template takes from this machine', () => {
  it('is of its environment what a person has allowed this workspace, and nothing else', async () => {
    await using root = await temporaryFolder();
    const [folder, config] = [join(root.path, 'workspace'), join(root.path, 'new', 'config')];
    {
      await using workspace = await workspaceIn(folder, { process, configFolder: config });
      expect(await textIn(workspace, '{{$env:HOME}}')).toMatch(/^consent: “HOME”/);
      expect(existsSync(config)).toBe(false);
      await workspace.variables.allowed.allow('HOME');
      expect(await textIn(workspace, '{{$env:HOME}}')).toBe('/home/ada');
      expect(await textIn(workspace, '{{$env:PATH}}')).toMatch(/^consent: “PATH”/);
    }
    await symlink(folder, join(root.path, 'alias'));
    for (const path of [folder, join(root.path, 'alias')]) {
      await using again = await workspaceIn(path, { process, configFolder: config });
      expect(await textIn(again, '{{$env:HOME}}')).toBe('/home/ada');
    }
    await using other = await workspaceIn(join(root.path, 'other'), { process, configFolder: config });
    expect(await textIn(other, '{{$env:HOME}}')).toMatch(/^consent: “HOME”/);
  });

  it('leaves nothing of what a killed program had not finished writing about it', async () => {
    await using root = await temporaryFolder();
    const [folder, config] = [join(root.path, 'workspace'), join(root.path, 'config')];
    const kept = ['allowed-environment', 'chosen-files'].map((name) => join(config, name));
    for (const each of kept) {
      await mkdir(each, { recursive: true });
      await leaveTemporaryFiles(each);
    }
    await using _ = await workspaceIn(folder, { process, configFolder: config });
    for (const each of kept) expect(await leftTemporaryFiles(each)).toEqual(['.new.wirebench-tmp']);
  });

  it('is nothing of its environment because a file that came with the workspace says so', async () => {
    await using root = await temporaryFolder();
    const folder = join(root.path, 'workspace');
    const tracked = join(folder, 'secrets', 'allowed-environment.json');
    await mkdir(join(folder, 'secrets'), { recursive: true });
    await writeFile(tracked, '{"version":1,"names":["HOME"]}');
    await using workspace = await workspaceIn(folder, { process, configFolder: join(root.path, 'config') });
    expect(await textIn(workspace, '{{$env:HOME}}')).toMatch(/^consent: “HOME”/);
    await workspace.variables.allowed.allow('HOME');
    expect(await textIn(workspace, '{{$env:HOME}}')).toBe('/home/ada');
    expect(await readFile(tracked, 'utf8')).toBe('{"version":1,"names":["HOME"]}');
    expect(await readdir(join(folder, 'secrets'))).toEqual(['allowed-environment.json']);
  });

  it('is allowed in a file that only its owner can read', needs(notOnWindows), async () => {
    await using root = await temporaryFolder();
    const [folder, config] = [join(root.path, 'workspace'), join(root.path, 'config')];
    await using workspace = await workspaceIn(folder, { process, configFolder: config });
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
    const folder = join(root.path, 'workspace');
    await writeFile(join(root.path, 'file'), '');
    {
      await using workspace = await workspaceIn(folder, {
        process,
        configFolder: join(root.path, 'file', 'config'),
      });
      await expect(workspace.variables.allowed.allow('HOME')).rejects.toThrow(
        /allowed-environment cannot be used: a part of its path is a file/,
      );
      expect(await textIn(workspace, '{{$env:HOME}}')).toMatch(/^consent: “HOME”/);
    }
    {
      await using workspace = await workspaceIn(folder, { process, configFolder: null });
      await expect(workspace.variables.allowed.allow('HOME')).rejects.toThrow(
        /Set WIREBENCH_CONFIG to a folder/,
      );
      expect(await textIn(workspace, '{{$env:HOME}}')).toMatch(/^consent: “HOME”/);
    }
    await mkdir(join(folder, '..config'));
    {
      await using workspace = await workspaceIn(folder, { process, configFolder: join(root.path, 'config') });
      await workspace.variables.allowed.allow('HOME');
    }
    await rename(join(root.path, 'config'), join(folder, '..config', 'moved'));
    await using workspace = await workspaceIn(folder, {
      process,
      configFolder: join(folder, '..config', 'moved'),
    });
    expect(await textIn(workspace, '{{$env:HOME}}')).toMatch(/^consent: “HOME”/);
    await expect(workspace.variables.allowed.allow('HOME')).rejects.toThrow(/which is inside the workspace/);
  });

  it('is of its files those of the workspace, and no link out of it', async () => {
    await using root = await temporaryFolder();
    const folder = join(root.path, 'workspace');
    await writeFile(join(root.path, 'outside'), 'outside');
    await using workspace = await workspaceIn(folder);
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
    await using workspace = await workspaceIn(root.path);
    await writeFile(join(root.path, 'which'), 'a');
    await writeFile(join(root.path, 'a'), 'one');
    const templates = await workspace.variables.templates({ environment: null });
    const read = () => templates.resolve((resolver) => resolveText(resolver, '{{$file:{{$file:which}}}}'));
    expect(await read()).toMatchObject({ ok: true, value: { text: 'one' } });
    await writeFile(join(root.path, 'a'), 'two');
    expect(await read()).toMatchObject({ ok: true, value: { text: 'two' } });
  });
});
