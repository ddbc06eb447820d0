import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { chromium, type Browser } from '@playwright/test';
import { fromSource } from './commandLine.ts';
import { chromiumVariable, findChromium } from './chromium.ts';
import { noConfigFolder } from './noConfigFolder.ts';

const root = resolve(import.meta.dirname, '../..');

/**
 * Parts of a browser that no test looks at. The first three are pages of the address bar, which is never seen, and each window loads two
 * of them, which takes as long as the workbench's own. Chromium takes only the last list that it is given, so the others repeat what
 * Playwright turns off.
 */
const unneededFeatures = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'AimEnabled',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
];

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

/** How a host is started. */
export interface HostStart {
  /** Go before the program. */
  readonly nodeOptions?: readonly string[];
  /** The built program, which starts in half of the time; the sources unless told. */
  readonly built?: boolean;
  /** For the person's own files; unless told, nothing can be kept there. */
  readonly configFolder?: string;
}

export async function startWorkbenchHost(
  workspace: string,
  { nodeOptions = [], built = false, configFolder = noConfigFolder }: HostStart = {},
): Promise<WorkbenchHost> {
  const start = built ? [join(root, 'out/main/cli.js')] : fromSource;
  const program = [...start, 'serve', '--port', '0', '--workspace', workspace];
  const child = spawn(process.execPath, [...nodeOptions, ...program, '--no-open'], {
    cwd: root,
    env: { ...process.env, WIREBENCH_CONFIG: configFolder },
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
  const executablePath = findChromium(options.headless);
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
      `--disable-features=${unneededFeatures.join(',')}`,
    ],
  });
}
