import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { chromium, type Browser } from '@playwright/test';
import { fromSource } from './fromSource.ts';
import { chromiumVariable, findChromium } from './chromium.ts';

const root = resolve(import.meta.dirname, '../..');

/** A workbench that is served to a browser, in a process of its own. */
export interface WorkbenchHost {
  /** With the token in its fragment. */
  readonly url: string;
  readonly pid: number;
  /** Of a host that was started with `--inspect`; empty otherwise. */
  readonly inspectorUrl: string;
  /** Ends it as Ctrl-C does, and waits for its end. */
  stop(): Promise<void>;
  /** Ends it as a crash or the system would: nothing is finished. */
  kill(): Promise<void>;
}

/** `nodeOptions` go before the program. */
export async function startWorkbenchHost(
  workspace: string,
  nodeOptions: readonly string[] = [],
): Promise<WorkbenchHost> {
  const program = [...fromSource, 'serve', '--port', '0', '--workspace', workspace];
  const child = spawn(process.execPath, [...nodeOptions, ...program, '--no-open'], {
    cwd: root,
    stdio: ['ignore', 'pipe', nodeOptions.length > 0 ? 'pipe' : 'inherit'],
  });
  const inspectorUrl = child.stderr ? firstMatch(child.stderr, /Debugger listening on (ws:\S+)/) : '';
  const end = async (signal: 'SIGINT' | 'SIGKILL'): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  };
  if (!child.stdout) throw new Error('The host has no output.');
  const url = await firstMatch(child.stdout, /(http:\/\/\S+#token=\S+)/);
  return {
    url,
    pid: child.pid ?? 0,
    inspectorUrl: await inspectorUrl,
    stop: () => end('SIGINT'),
    kill: () => end('SIGKILL'),
  };
}

async function firstMatch(output: Readable, pattern: RegExp): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const found = pattern.exec(line)?.[1];
    if (found !== undefined) return found;
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
