import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { _electron, expect, type Browser, type ElectronApplication, type Page } from '@playwright/test';
import { startWorkbenchHost } from '../support/workbenchHost.ts';

const root = resolve(import.meta.dirname, '../..');

/** What most laptops have room for, in CSS pixels. */
export const windowSize = { width: 1280, height: 800 };

/** The folders of a program. */
export interface Folders {
  readonly workspace: string;
  /** For the person's own files. */
  readonly configFolder: string;
}

/** A file as the person finds it: the name that is suggested, and the content. */
interface SavedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** A host that runs, and the window in front of it. */
export interface Running {
  readonly page: Page;
  /** Where the host serves the page; null on the desktop. */
  readonly url: string | null;
  /** The text that the window has put into the clipboard. */
  copied(): Promise<string>;
  /** What is saved for the person by what `press` does. */
  saved(press: () => Promise<void>): Promise<SavedFile>;
  /** Waits until the person is asked for a file, by what `press` does, and chooses none. */
  askedForFile(press: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
  /** Ends it as the system would, with nothing finished. */
  kill(): Promise<void>;
}

export async function startHeadless(
  browser: Browser,
  { workspace, configFolder }: Folders,
): Promise<Running> {
  const host = await startWorkbenchHost(workspace, { built: true, configFolder });
  const context = await browser.newContext({
    viewport: windowSize,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  await page.goto(host.url);
  const end = async (how: 'stop' | 'kill'): Promise<void> => {
    await context.close();
    await host[how]();
  };
  return {
    page,
    url: host.url,
    copied: () => page.evaluate(() => navigator.clipboard.readText()),
    saved: async (press) => {
      const [download] = await Promise.all([page.waitForEvent('download'), press()]);
      return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
    },
    askedForFile: async (press) => void (await Promise.all([page.waitForEvent('filechooser'), press()])),
    stop: () => end('stop'),
    kill: () => end('kill'),
  };
}

export async function startDesktop({ workspace, configFolder }: Folders): Promise<Running> {
  const application = await _electron.launch({
    // A profile of its own, so that nothing of a test stays with the person who runs it.
    args: [root, '--workspace', workspace, `--user-data-dir=${join(workspace, '.profile')}`],
    cwd: root,
    env: { ...process.env, WIREBENCH_CONFIG: configFolder },
    // Unless told, Playwright puts `--no-sandbox` in front. Chromium has no sandbox for root.
    chromiumSandbox: process.getuid?.() !== 0,
  });
  // On Windows, the process that Playwright knows is a shell around it.
  const pid = await application.evaluate(() => process.pid);
  const kill = async (): Promise<void> => {
    const closed = application.waitForEvent('close');
    process.kill(pid, 'SIGKILL');
    await closed;
  };
  const stop = async (): Promise<void> => {
    // Connections may be open, and nobody is there to say that they may be closed.
    await application.evaluate(({ dialog }) => {
      dialog.showMessageBox = () => Promise.resolve({ response: 0, checkboxChecked: false });
    });
    await application.close();
  };
  const page = await application.firstWindow();
  // The menu of the window takes some of its height.
  await application.evaluate(
    ({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0]?.setContentSize(width, height),
    windowSize,
  );
  // It is there before its page is; nobody could press a key in it yet.
  await page.waitForLoadState();
  return {
    page,
    url: null,
    // The page itself may not read it.
    copied: () => application.evaluate(({ clipboard }) => clipboard.readText()),
    ...fileDialogs(application, workspace),
    stop,
    kill,
  };
}

/** The dialogs of the system, which no test could press: each is answered in its place. */
function fileDialogs(
  application: ElectronApplication,
  workspace: string,
): Pick<Running, 'saved' | 'askedForFile'> {
  return {
    async saved(press) {
      const asked = application.evaluate(
        ({ dialog }, folder) =>
          new Promise<string>((done) => {
            dialog.showSaveDialog = (...given: readonly unknown[]) => {
              const options = given.at(-1);
              const isNamed = typeof options === 'object' && options !== null && 'defaultPath' in options;
              const suggested = isNamed ? String(options.defaultPath) : '';
              const filePath = `${folder}/${suggested.split(/[\\/]/).at(-1)}`;
              done(filePath);
              return Promise.resolve({ canceled: false, filePath });
            };
          }),
        workspace,
      );
      await press();
      const path = await asked;
      // It gets its name once it is whole.
      await expect.poll(() => existsSync(path)).toBe(true);
      return { name: basename(path), bytes: await readFile(path) };
    },
    async askedForFile(press) {
      const asked = application.evaluate(
        ({ dialog }) =>
          new Promise<void>((done) => {
            dialog.showOpenDialog = () => {
              done();
              return Promise.resolve({ canceled: true, filePaths: [] });
            };
          }),
      );
      await press();
      await asked;
    },
  };
}
