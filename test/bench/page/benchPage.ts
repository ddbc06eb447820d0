import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { ensureTestBuild } from '../../support/build.ts';
import { launchChromium, startWorkbenchHost, type WorkbenchHost } from '../../support/workbenchHost.ts';

/** The real page in a real browser, before a host in a process of its own. */
export class BenchPage implements AsyncDisposable {
  readonly page: Page;
  readonly browser: Browser;
  private readonly host: WorkbenchHost;

  private constructor(browser: Browser, page: Page, host: WorkbenchHost) {
    this.browser = browser;
    this.page = page;
    this.host = host;
  }

  get enginePid(): number {
    return this.host.pid;
  }

  /** Builds the page where that is needed. */
  static async open(workspace: string): Promise<BenchPage> {
    await ensureTestBuild();
    const host = await startWorkbenchHost(workspace);
    const browser = await launchChromium({ headless: true, scrollbars: true });
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(host.url);
    return new BenchPage(browser, page, host);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
    await this.host.stop();
  }
}

/** Where a workspace keeps its recordings. */
export function recordingPathIn(workspace: string, name: string): string {
  return join(workspace, 'sessions', `${name}.wbs`);
}
