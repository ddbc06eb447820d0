import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve as absolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { RecordingId } from '../../../shared/model/ids.ts';
import type { ImportProgress } from '../../../shared/model/recording.ts';
import type { Tools } from '../../support/electronStandIn/application.ts';
import type * as electronStandIn from '../../support/electronStandIn/electron.ts';
import { desktopTimeoutMs, startDesktop, windowOpened, type Desktop } from '../../support/desktop.ts';
import { olderRecording } from '../../support/olderRecordings.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const options = { timeout: desktopTimeoutMs };

const nowhere = absolute('/there/is/no.wbs');

/** What the window of a workspace is asked for first, and what comes of opening it; waits for the window. */
async function askedOf({ application }: Desktop, workspace: string): Promise<Record<string, unknown>> {
  return application.evaluate(firstErrand, workspace);
}

async function firstErrand(
  { ipcMain, BrowserWindow }: typeof electronStandIn,
  workspace: string,
  { Caller }: Tools,
): Promise<Record<string, unknown>> {
  for (;;) {
    for (const { webContents } of BrowserWindow.all) {
      const client = Caller.ask(ipcMain, webContents, webContents.mainFrame)?.client;
      if (!client || (await client.call('app.info', {})).workspace !== workspace) continue;
      const errand = await new Promise<Record<string, unknown>>((resolve) => {
        const taking = client.subscribe('errands.taken', {}, (taken) => {
          resolve(taken);
          taking.dispose();
        });
      });
      if (errand['kind'] !== 'recording') return errand;
      const open = (): Promise<RecordingId> =>
        new Promise((resolve, reject) => {
          const taken = ({ recording }: ImportProgress): void => void (recording && resolve(recording));
          client.subscribe('errands.openFile', { file: Number(errand['file']) }, taken, reject);
        });
      const recording = await open();
      const again = await open().catch(String);
      const { name } = await client.call('recordings.open', { recording });
      return { kind: 'recording', name, again };
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function startAgain({ application }: Desktop, ...args: readonly string[]): Promise<void> {
  await application.evaluate(({ app }, told) => {
    // As Chromium passes them on: with switches of its own, and in another order.
    const argv = ['wirebench', '--allow-file-access-from-files', ...told.toReversed()];
    app.emit('second-instance', {}, argv, '/elsewhere', { args: told, workingFolder: '/' });
  }, args);
}

async function putRecording(path: string): Promise<void> {
  await rename(olderRecording(4, 'client', dirname(path)), path);
}

describe('a recording that is opened outside of the window', () => {
  it('is imported into the usual workspace by the first start', options, async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'a b.wbs');
    await putRecording(path);
    await using desktop = await startDesktop({ args: [pathToFileURL(path).href] });
    const usual = join(desktop.home, 'Wirebench');
    const asked = await askedOf(desktop, usual);
    expect(asked).toMatchObject({ kind: 'recording', again: expect.stringContaining('opened before') });
    // The system lists it where it was.
    const noted = await desktop.application.evaluate(({ calls }) =>
      calls.filter(({ name }) => name === 'app.addRecentDocument').map(({ args }) => args[0]),
    );
    expect(noted).toEqual([path]);
    expect(await readdir(join(usual, 'sessions'))).toContainEqual(expect.stringMatching(/\.wbs$/));
  });

  it('is shown where it is, in the window of its workspace, by a second start', options, async () => {
    await using folder = await temporaryFolder();
    const workspace = join(folder.path, 'other');
    await mkdir(join(workspace, 'sessions'), { recursive: true });
    await mkdir(join(workspace, 'connections'));
    await putRecording(join(workspace, 'sessions', 'a.wbs'));
    await using desktop = await startDesktop();
    await windowOpened(desktop.application);
    await startAgain(desktop, join(workspace, 'sessions', 'a.wbs'));
    expect(await askedOf(desktop, workspace)).toMatchObject({ kind: 'recording' });
    expect((await readdir(join(workspace, 'sessions'))).filter((name) => name.endsWith('.wbs'))).toEqual([
      'a.wbs',
    ]);
  });

  it('comes from Finder, too', options, async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'A.WBS');
    await putRecording(path);
    await using desktop = await startDesktop();
    const prevented = await desktop.application.evaluate(({ app }, opened) => {
      let isPrevented = false;
      app.emit('open-file', { preventDefault: () => (isPrevented = true) }, opened);
      return isPrevented;
    }, path);
    expect(prevented).toBe(true);
    expect(await askedOf(desktop, join(desktop.home, 'Wirebench'))).toMatchObject({ kind: 'recording' });
  });
});

describe('what else is opened outside of the window', () => {
  it.each([
    ['a link', 'wirebench://open?address=tcp%3A%2F%2F127.0.0.1%3A9', 'tcp://127.0.0.1:9'],
    ['a link that asks for more', 'wirebench://connect?address=tcp://127.0.0.1:9', 'A link was not opened.'],
    ['an address', 'tcp://127.0.0.1:9', '“tcp://127.0.0.1:9” was not opened'],
    ['nothing that is there', nowhere, `There is no file or folder “${nowhere}”.`],
  ])('is told to the window that was in front: %s', options, async (_what, word, told) => {
    await using desktop = await startDesktop();
    await windowOpened(desktop.application);
    await startAgain(desktop, word);
    const asked = await askedOf(desktop, join(desktop.home, 'Wirebench'));
    expect(asked['address'] ?? asked['sentence']).toContain(told);
  });

  it('is a folder, which becomes a workspace only when the person says so', options, async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'thesis.txt'), '');
    await using desktop = await startDesktop();
    await windowOpened(desktop.application);
    await startAgain(desktop, folder.path);
    await startAgain(desktop, join(folder.path, 'thesis.txt'));
    const asked = await askedOf(desktop, join(desktop.home, 'Wirebench'));
    expect(asked['sentence']).toContain('is no recording (.wbs)');
    const { boxes, windows } = await desktop.application.evaluate(({ calls, BrowserWindow }) => ({
      boxes: calls.filter(({ name }) => name === 'dialog.showMessageBox').length,
      windows: BrowserWindow.all.length,
    }));
    expect([boxes, windows]).toEqual([1, 1]);
  });
});
