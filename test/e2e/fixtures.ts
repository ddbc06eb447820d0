import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, test as base, type Browser, type Page } from '@playwright/test';
import { launchChromium, startWorkbenchHost } from '../support/workbenchHost.ts';

const root = resolve(import.meta.dirname, '../..');
const onDesktop = process.env['WIREBENCH_HOST'] === 'electron';

/** A workbench that a test uses as a person would, on a workspace of its own. */
export interface Workbench {
  /** The window. */
  readonly page: Page;
  /** The workspace folder. */
  readonly workspace: string;
  /** Ends the program and starts it again on the same workspace, with a fresh window. */
  restart(): Promise<void>;
  /** The same, but the program is killed in the middle of what it does. */
  killAndRestart(): Promise<void>;
}

/** A host that runs, and the window in front of it. */
interface Running {
  readonly page: Page;
  stop(): Promise<void>;
  /** Ends it as the system would, with nothing finished. */
  kill(): Promise<void>;
}

async function startHeadless(browser: Browser, workspace: string): Promise<Running> {
  const host = await startWorkbenchHost(workspace, { built: true });
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  await page.goto(host.url);
  const end = async (how: 'stop' | 'kill'): Promise<void> => {
    await context.close();
    await host[how]();
  };
  return { page, stop: () => end('stop'), kill: () => end('kill') };
}

async function startDesktop(workspace: string): Promise<Running> {
  const application = await _electron.launch({
    // A profile of its own, so that nothing of a test stays with the person who runs it.
    args: [root, '--workspace', workspace, `--user-data-dir=${join(workspace, '.profile')}`],
    cwd: root,
  });
  const kill = async (): Promise<void> => {
    const closed = application.waitForEvent('close');
    application.process().kill('SIGKILL');
    await closed;
  };
  return { page: await application.firstWindow(), stop: () => application.close(), kill };
}

export const test = base.extend<{ workbench: Workbench }, { chromiumBrowser: Browser | null }>({
  chromiumBrowser: [
    async ({ headless }, use) => {
      if (onDesktop) {
        await use(null);
        return;
      }
      const browser = await launchChromium({ headless });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  workbench: async ({ chromiumBrowser }, use) => {
    const workspace = await mkdtemp(join(tmpdir(), 'wirebench-e2e-'));
    const start = (): Promise<Running> =>
      chromiumBrowser ? startHeadless(chromiumBrowser, workspace) : startDesktop(workspace);
    let running = await start();
    await use({
      workspace,
      get page() {
        return running.page;
      },
      restart: async () => {
        await running.stop();
        running = await start();
      },
      killAndRestart: async () => {
        await running.kill();
        running = await start();
      },
    });
    await running.stop();
    await rm(workspace, { recursive: true, force: true });
  },
});

export { expect } from '@playwright/test';
