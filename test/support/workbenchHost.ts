import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Browser } from '@playwright/test';
import { chromiumVariable, findChromium } from './chromium.ts';

const root = resolve(import.meta.dirname, '../..');

/** A workbench that is served to a browser, in a process of its own. */
export interface WorkbenchHost {
  /** With the token in its fragment. */
  readonly url: string;
  readonly pid: number;
  /** Ends it as Ctrl-C does, and waits for its end. */
  stop(): Promise<void>;
  /** Ends it as a crash or the system would: nothing is finished. */
  kill(): Promise<void>;
}

export async function startWorkbenchHost(workspace: string): Promise<WorkbenchHost> {
  const child = spawn(
    process.execPath,
    [join(root, 'electron/cli.ts'), 'serve', '--port', '0', '--workspace', workspace, '--no-open'],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const end = async (signal: 'SIGINT' | 'SIGKILL'): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  };
  const url = await readyUrl(child);
  return { url, pid: child.pid ?? 0, stop: () => end('SIGINT'), kill: () => end('SIGKILL') };
}

async function readyUrl(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('The host has no output.');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /(http:\/\/\S+#token=\S+)/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error('The host ended before it was ready.');
}

/** The Chromium of this machine, without what it does for itself. `scrollbars` shows them, as a person has them. */
export async function launchChromium(options: {
  readonly headless: boolean;
  readonly scrollbars?: boolean;
}): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error(`Name a Chromium in ${chromiumVariable}, or run npm test.`);
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath,
    headless: options.headless,
    ignoreDefaultArgs: options.scrollbars === true ? ['--hide-scrollbars'] : [],
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
}
