import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type Browser, type Page } from '@playwright/test';
import { launchChromium } from '../support/workbenchHost.ts';
import { empty } from './empty.ts';
import { startDesktop, startHeadless, type Running } from './running.ts';

const onDesktop = process.env['WIREBENCH_HOST'] === 'electron';

/** A workbench that a test uses as a person would. */
export interface Workbench {
  /** The window. */
  readonly page: Page;
  /** The workspace folder. */
  readonly workspace: string;
  /** The text that was copied last. */
  copied(): Promise<string>;
  saved: Running['saved'];
  askedForFile: Running['askedForFile'];
  /** Ends the program and starts it again on the same workspace, with a fresh window. */
  restart(): Promise<void>;
  /** The same, but the program is killed in the middle of what it does. */
  killAndRestart(): Promise<void>;
}

/** A workbench that one test uses after the other. */
interface SharedWorkbench extends Workbench {
  /** Makes it one in which nothing is saved, recorded, running or open. */
  empty(): Promise<void>;
  close(): Promise<void>;
}

async function openWorkbench(browser: Browser | null): Promise<SharedWorkbench> {
  const folder = await mkdtemp(join(tmpdir(), 'wirebench-e2e-'));
  const workspace = join(folder, 'workspace');
  const folders = { workspace, configFolder: join(folder, 'config') };
  const start = (): Promise<Running> => (browser ? startHeadless(browser, folders) : startDesktop(folders));
  let running = await start();
  return {
    workspace,
    get page() {
      return running.page;
    },
    copied: () => running.copied(),
    saved: (press) => running.saved(press),
    askedForFile: (press) => running.askedForFile(press),
    restart: async () => {
      await running.stop();
      running = await start();
    },
    killAndRestart: async () => {
      await running.kill();
      running = await start();
    },
    empty: async () => {
      if (running.url !== null) await empty(running.page, running.url, workspace);
    },
    close: async () => {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface OfTest {
  /** Empty, in a window that other tests may have used. To start the program and to load the page takes more than most tests do in it. */
  readonly workbench: Workbench;
  /** On a program, a workspace and a window that no other test uses. */
  readonly ownWorkbench: Workbench;
}

interface OfWorker {
  /** Null on the desktop. */
  readonly chromiumBrowser: Browser | null;
  /** Null on the desktop, where each test has a window of its own. */
  readonly sharedWorkbench: SharedWorkbench | null;
}

export const test = base.extend<OfTest, OfWorker>({
  chromiumBrowser: [
    async ({ headless }, use) => {
      const browser = onDesktop ? null : await launchChromium({ headless });
      await use(browser);
      await browser?.close();
    },
    { scope: 'worker' },
  ],
  sharedWorkbench: [
    async ({ chromiumBrowser }, use) => {
      const workbench = chromiumBrowser && (await openWorkbench(chromiumBrowser));
      await use(workbench);
      await workbench?.close();
    },
    { scope: 'worker' },
  ],
  workbench: async ({ sharedWorkbench }, use) => {
    const workbench = sharedWorkbench ?? (await openWorkbench(null));
    await workbench.empty();
    await use(workbench);
    if (!sharedWorkbench) await workbench.close();
  },
  ownWorkbench: async ({ chromiumBrowser }, use) => {
    const workbench = await openWorkbench(chromiumBrowser);
    await use(workbench);
    await workbench.close();
  },
});

export { expect } from '@playwright/test';
