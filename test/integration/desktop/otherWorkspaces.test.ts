import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Tools } from '../../support/electronStandIn/application.ts';
import type * as electronStandIn from '../../support/electronStandIn/electron.ts';
import { desktopTimeoutMs, startDesktop, windowOpened, type Desktop } from '../../support/desktop.ts';
import { needs, notOnWindows } from '../../support/needs.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';

const options = { timeout: desktopTimeoutMs };

/** A program that keeps what it was started with, in place of a second Wirebench. */
async function writeProgram(folder: string): Promise<string> {
  const path = join(folder, 'program');
  await writeFile(
    path,
    `#!/bin/sh\nprintf '%s\\n' "$@" > '${folder}/unfinished'\nmv '${folder}/unfinished' '${folder}/started'\n`,
  );
  await chmod(path, 0o755);
  return path;
}

async function startedWith(folder: string): Promise<string[]> {
  let text = '';
  await until(async () => (text = await readFile(join(folder, 'started'), 'utf8')) !== '');
  return text.trimEnd().split('\n');
}

/** What the page is answered when it asks for another workspace, and the person chooses `file`. */
async function askFor(
  { application }: Desktop,
  folder: 'existing' | 'new',
  file: string | null,
): Promise<{ answer: unknown; dialogs: string[] }> {
  await windowOpened(application);
  return application.evaluate(
    async ({ ipcMain, BrowserWindow, answers, calls }, asked, { Caller }) => {
      answers.file = asked.file;
      const contents = BrowserWindow.all[0]?.webContents;
      const client = contents && Caller.ask(ipcMain, contents, contents.mainFrame)?.client;
      const before = calls.length;
      const answer = await client?.call('workspace.openDialog', { folder: asked.folder });
      const dialogs = calls.slice(before).map(({ name }) => name);
      return { answer, dialogs: dialogs.filter((name) => name.startsWith('dialog.')) };
    },
    { folder, file },
  );
}

/** What the page is told of recent workspaces. It opens all of them. */
async function openRecent(
  { ipcMain, BrowserWindow }: typeof electronStandIn,
  _: unknown,
  { Caller }: Tools,
): Promise<unknown> {
  const contents = BrowserWindow.all[0]?.webContents;
  const client = contents && Caller.ask(ipcMain, contents, contents.mainFrame)?.client;
  const recent = await client?.call('workspace.recent', {});
  for (const { id } of recent?.workspaces ?? []) await client?.call('workspace.open', { workspace: id });
  return recent;
}

describe('another workspace', needs(notOnWindows), () => {
  it('is opened by a second program, which is given its folder', options, async () => {
    await using folder = await temporaryFolder();
    const chosen = join(folder.path, '-a b');
    await mkdir(chosen);
    const APPIMAGE = await writeProgram(folder.path);
    await using desktop = await startDesktop({ packaged: true, environment: { APPIMAGE } });
    expect(await askFor(desktop, 'existing', chosen)).toEqual({
      answer: { isOpened: true },
      dialogs: ['dialog.showOpenDialog'],
    });
    expect(await startedWith(folder.path)).toEqual([`--workspace=${chosen}`]);
  });

  it('is a new folder, too, and none where the person chose none', options, async () => {
    await using folder = await temporaryFolder();
    const APPIMAGE = await writeProgram(folder.path);
    await using desktop = await startDesktop({ environment: { APPIMAGE } });
    expect((await askFor(desktop, 'new', null)).answer).toEqual({ isOpened: false });
    const chosen = join(folder.path, 'new');
    expect(await askFor(desktop, 'new', chosen)).toEqual({
      answer: { isOpened: true },
      dialogs: ['dialog.showSaveDialog'],
    });
    // It is not packaged: the program is told which application it is.
    expect(await startedWith(folder.path)).toEqual([desktop.home, `--workspace=${chosen}`]);
  });

  it('is made of a folder with other things only when the person says so', options, async () => {
    await using folder = await temporaryFolder();
    await using desktop = await startDesktop();
    expect(await askFor(desktop, 'existing', folder.path)).toMatchObject({ answer: { isOpened: true } });
    await writeFile(join(folder.path, 'thesis.txt'), '');
    expect(await askFor(desktop, 'existing', folder.path)).toEqual({
      answer: { isOpened: false },
      dialogs: ['dialog.showOpenDialog', 'dialog.showMessageBox'],
    });
    // As git clones it: what else is in it stands beside the connections.
    await mkdir(join(folder.path, 'connections'));
    expect(await askFor(desktop, 'existing', folder.path)).toEqual({
      answer: { isOpened: true },
      dialogs: ['dialog.showOpenDialog'],
    });
  });

  it('is found again among the recent ones, and opened by its name there alone', options, async () => {
    await using folder = await temporaryFolder();
    const environment = {
      WIREBENCH_CONFIG: join(folder.path, 'config'),
      APPIMAGE: await writeProgram(folder.path),
    };
    const other = join(folder.path, 'other');
    {
      await using first = await startDesktop({ environment, args: ['--workspace', other] });
      await windowOpened(first.application);
      expect(await first.application.evaluate(openRecent)).toEqual({ workspaces: [], problem: null });
    }
    await using desktop = await startDesktop({ environment, packaged: true });
    await windowOpened(desktop.application);
    const listed = await desktop.application.evaluate(openRecent);
    expect(listed).toMatchObject({ workspaces: [{ path: other, isGone: false }], problem: null });
    expect(await startedWith(folder.path)).toEqual([`--workspace=${other}`]);
  });
});
