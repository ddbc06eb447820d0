import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { _electron, test as base, chromium, type Browser, type Page } from '@playwright/test';
import { chromiumVariable, findChromium } from '../support/chromium.ts';

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
}

/** A host that runs, and the window in front of it. */
interface Running {
  readonly page: Page;
  stop(): Promise<void>;
}

async function startHeadless(browser: Browser, workspace: string): Promise<Running> {
  const child = spawn(
    process.execPath,
    [join(root, 'electron/cli.ts'), 'serve', '--port', '0', '--workspace', workspace, '--no-open'],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const url = await readyUrl(child);
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  await page.goto(url);
  const stop = async (): Promise<void> => {
    await context.close();
    child.kill('SIGINT');
    if (child.exitCode === null) await once(child, 'exit');
  };
  return { page, stop };
}

async function readyUrl(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('The host has no output.');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /(http:\/\/\S+#token=\S+)/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error('The host ended before it was ready.');
}

async function startDesktop(workspace: string): Promise<Running> {
  const application = await _electron.launch({
    // A profile of its own, so that nothing of a test stays with the person who runs it.
    args: [root, '--workspace', workspace, `--user-data-dir=${join(workspace, '.profile')}`],
    cwd: root,
  });
  return { page: await application.firstWindow(), stop: () => application.close() };
}

export const test = base.extend<{ workbench: Workbench }, { chromiumBrowser: Browser | null }>({
  chromiumBrowser: [
    async ({ headless }, use) => {
      if (onDesktop) {
        await use(null);
        return;
      }
      const executablePath = findChromium();
      if (executablePath === null)
        throw new Error(`Name a Chromium in ${chromiumVariable}, or run npm test.`);
      const isRoot = process.getuid?.() === 0;
      const browser = await chromium.launch({
        executablePath,
        headless,
        args: [
          ...(isRoot ? ['--no-sandbox'] : []),
          '--disable-gpu',
          '--disable-quic',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
        ],
      });
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
    });
    await running.stop();
    await rm(workspace, { recursive: true, force: true });
  },
});

export { expect } from '@playwright/test';
