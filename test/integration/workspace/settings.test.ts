import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Workspace } from '../../../electron/engine/workspace/workspace.ts';
import { defaultBudgetBytes } from '../../../shared/model/storage.ts';
import { workspaceIn } from '../../support/openWorkspace.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';

interface OpenWorkspace extends AsyncDisposable {
  readonly workspace: Workspace;
  readonly file: string;
  budget(): number;
  problem(): string | null;
}

async function openWorkspace(root: string): Promise<OpenWorkspace> {
  const folder = join(root, 'workspace');
  const workspace = await workspaceIn(folder);
  const state = () => workspace.settings.state.value;
  return {
    workspace,
    file: join(folder, 'workspace.json'),
    budget: () => state().recordingsBudgetBytes,
    problem: () => state().problem,
    [Symbol.asyncDispose]: () => workspace.close(),
  };
}

const gigabyte = 1_000_000_000;
const text = (budget: unknown): string => JSON.stringify({ version: 1, recordingsBudgetBytes: budget });

describe('the settings of a workspace', () => {
  it('are the usual ones as long as there is no file, and none is made', async () => {
    await using root = await temporaryFolder();
    await using open = await openWorkspace(root.path);
    expect(open.budget()).toBe(defaultBudgetBytes);
    expect(open.problem()).toBeNull();
    expect(await readdir(open.workspace.folder)).toEqual(['.gitignore', 'connections', 'sessions']);
  });

  it('are kept in a file that diffs well, and are there at the next start', async () => {
    await using root = await temporaryFolder();
    {
      await using open = await openWorkspace(root.path);
      await open.workspace.settings.setRecordingsBudget(5 * gigabyte);
      expect(open.budget()).toBe(5 * gigabyte);
      expect(await readFile(open.file, 'utf8')).toBe(
        '{\n  "version": 1,\n  "recordingsBudgetBytes": 5000000000\n}\n',
      );
      expect(await readdir(open.workspace.folder)).toHaveLength(4);
    }
    await using again = await openWorkspace(root.path);
    expect(again.budget()).toBe(5 * gigabyte);
  });

  it('follow the file when others write, mend or delete it', async () => {
    await using root = await temporaryFolder();
    await using open = await openWorkspace(root.path);
    await writeFile(open.file, text(2 * gigabyte));
    await until(() => open.budget() === 2 * gigabyte);
    await writeFile(open.file, text(3 * gigabyte).slice(0, -1));
    await until(() => open.problem() !== null);
    expect(open.budget()).toBe(defaultBudgetBytes);
    await writeFile(open.file, text(3 * gigabyte));
    await until(() => open.budget() === 3 * gigabyte);
    expect(open.problem()).toBeNull();
    await rm(open.file);
    await until(() => open.budget() === defaultBudgetBytes);
    expect(open.problem()).toBeNull();
  });

  it('stay as they are while an editor puts another file in the place of the old one', async () => {
    await using root = await temporaryFolder();
    await using open = await openWorkspace(root.path);
    await writeFile(open.file, text(20 * gigabyte));
    await until(() => open.budget() === 20 * gigabyte);
    const seen: number[] = [];
    const stop = new AbortController();
    const following = (async () => {
      for await (const state of open.workspace.settings.state.changes(stop.signal)) {
        seen.push(state.recordingsBudgetBytes);
      }
    })();
    await rm(open.file);
    const looking = open.workspace.settings.reread();
    await writeFile(open.file, text(30 * gigabyte));
    await looking;
    await until(() => open.budget() === 30 * gigabyte);
    stop.abort();
    await following;
    expect(seen).not.toContain(defaultBudgetBytes);
  });
});

describe('settings with a mistake', () => {
  it.each([
    ['no JSON', 'budget: 10', 'Line 1, column 1: Expected a value, not “b”.'],
    ['a budget that is too small', text(1), '“recordingsBudgetBytes” is wrong: It must be at least 16777216'],
    [
      'a budget in words',
      text('10 GB'),
      '“recordingsBudgetBytes” is wrong: It must be a whole number of bytes.',
    ],
    ['a name nobody knows', '{"version":1,"budget":1}', 'There is no field “budget” here.'],
    ['a newer version', '{"version":2}', 'This file has format 2 and was written by a newer Wirebench.'],
    ['a list', '[]', 'Settings are an object in { }.'],
    ['too much text', ' '.repeat(70_000), 'It is larger than 64 KiB.'],
  ])('(%s) are told, not used, and never written over', async (_what, content, problem) => {
    await using root = await temporaryFolder();
    const file = join(root.path, 'workspace', 'workspace.json');
    await mkdir(join(root.path, 'workspace'));
    await writeFile(file, content);
    await using open = await openWorkspace(root.path);
    expect(open.problem()).toContain(
      'workspace.json cannot be used, and nothing is deleted to make room until it can.',
    );
    expect(open.problem()).toContain(problem);
    expect(open.budget()).toBe(defaultBudgetBytes);
    await expect(open.workspace.settings.setRecordingsBudget(gigabyte)).rejects.toMatchObject({
      code: 'WRONG_STATE',
      message: expect.stringContaining(problem),
    });
    expect(await readFile(file, 'utf8')).toBe(content);
  });

  it('are a link as well: what it leads to is not ours', async () => {
    await using root = await temporaryFolder();
    await mkdir(join(root.path, 'workspace'));
    await writeFile(join(root.path, 'elsewhere.json'), text(gigabyte));
    await symlink(join(root.path, 'elsewhere.json'), join(root.path, 'workspace', 'workspace.json'));
    await using open = await openWorkspace(root.path);
    expect(open.problem()).toContain('It is not a regular file.');
  });
});
