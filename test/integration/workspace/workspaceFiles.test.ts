import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeId } from '../../../electron/engine/base/makeId.ts';
import { createSystemClock } from '../../../electron/engine/base/systemClock.ts';
import { WorkspaceFiles } from '../../../electron/engine/workspace/workspaceFiles.ts';

let folder: string;
let workspace: string;
let files: WorkspaceFiles;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wirebench-files-'));
  workspace = join(folder, 'workspace');
  for (const below of ['payloads', 'secrets', 'sessions'])
    await mkdir(join(workspace, below), { recursive: true });
  await writeFile(join(workspace, 'payloads/hello.bin'), 'hello');
  await writeFile(join(folder, 'private.key'), 'private');
  files = newFiles();
});

afterEach(async () => {
  await files.close();
  await rm(folder, { recursive: true, force: true });
});

function newFiles(): WorkspaceFiles {
  return new WorkspaceFiles({
    folder: workspace,
    configFolder: join(folder, 'config'),
    makeId,
    clock: createSystemClock(),
  });
}

/** The content of a file that is opened to be sent, or the sentence that refuses it. */
async function content(path: string): Promise<string> {
  try {
    const file = await files.open(path);
    const bytes = await file.read(new Uint8Array(100));
    await file.close();
    return Buffer.from(bytes).toString();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe('a file that a message names', () => {
  it('is read below the workspace, with slashes of either kind', async () => {
    expect(await content('payloads/hello.bin')).toBe('hello');
    expect(await content('payloads\\hello.bin')).toBe('hello');
    expect(await content('')).toBe('There is no file to send. Choose one, or write its path.');
    expect(await content('payloads/none.bin')).toBe(
      `There is no file “payloads/none.bin” in the workspace ${workspace}. Correct the path, or choose another file.`,
    );
  });

  it('is not read outside, nor where secrets, recordings and hidden files are', async () => {
    await writeFile(join(workspace, 'secrets/key.pem'), 'secret');
    await writeFile(join(workspace, '.hidden'), 'hidden');
    for (const path of ['../private.key', 'payloads/../../private.key', join(folder, 'private.key')])
      expect(await content(path)).toBe(
        `“${path}” is not in the workspace, and was not chosen on this machine, so it is not read. Choose it, or copy it into the workspace.`,
      );
    for (const path of ['C:\\Users\\me\\private.key', 'C:private.key', '\\\\server\\share\\file'])
      expect(await content(path)).toContain('was not chosen on this machine');
    for (const path of ['secrets/key.pem', '.hidden', 'sessions/a.wbs'])
      expect(await content(path)).toContain('stay on this machine');
  });

  it('is no link, folder, pipe or device', async () => {
    await symlink(join(folder, 'private.key'), join(workspace, 'payloads/link'));
    await symlink(folder, join(workspace, 'up'));
    execFileSync('mkfifo', [join(workspace, 'payloads/pipe')]);
    for (const path of ['payloads/link', 'up/private.key', 'payloads/pipe', 'payloads'])
      expect(await content(path)).toBe(
        `“${path}” is not a regular file, or a link leads to it, so it is not read. Copy its content into a file.`,
      );
    await expect(files.choose('/dev/zero').then((path) => content(path))).resolves.toContain(
      'not a regular file',
    );
  });
});

describe('a file that a person chooses', () => {
  it('is kept by its path in the workspace, and elsewhere by its whole path, also after a restart', async () => {
    expect(await files.choose(join(workspace, 'payloads', 'hello.bin'))).toBe('payloads/hello.bin');
    await symlink(join(folder, 'private.key'), join(folder, 'link'));
    const chosen = await files.choose(join(folder, 'link'));
    expect(chosen).toBe(join(folder, 'private.key'));
    files = newFiles();
    expect(await content(chosen)).toBe('private');
    expect(await content(join(folder, 'link'))).toContain('was not chosen on this machine');
    // What was chosen is this file, not whatever a link leads to from there later.
    await rename(chosen, join(folder, 'other'));
    await symlink(join(folder, 'other'), chosen);
    expect(await content(chosen)).not.toBe('private');
  });

  it('is copied into the workspace in pieces where a browser brings it', async () => {
    const number = await files.incoming.begin('Müller & Söhne: Größe.BIN', 6);
    await files.incoming.piece(number, 0, Buffer.from('abc'));
    await files.incoming.piece(number, 3, Buffer.from('def'));
    const path = await files.finishImport(number);
    expect(path).toMatch(/^files\/muller-sohne-gro-e-\w+\.bin$/);
    expect(await content(path)).toBe('abcdef');
    expect(await readFile(join(workspace, path), 'utf8')).toBe('abcdef');
    const other = await files.incoming.begin('x', 6);
    await files.incoming.piece(other, 0, Buffer.from('abc'));
    await expect(files.finishImport(other)).rejects.toThrow('“x” arrived incomplete. Import it again.');
  });
});
