import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

/** The variable that names the browser for the end-to-end tests. */
export const chromiumVariable = 'WIREBENCH_CHROMIUM';

/** Debian's Chromium without windows: it draws the same, and takes up to a fifth less processor time. */
const shell = 'chromium-headless-shell';
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * A Chromium on this machine: the one the environment names, Playwright's own, or the system's; null when there is none. Of the system's, the
 * one without windows comes first, unless somebody wants to see them.
 */
export function findChromium(headless = true): string | null {
  const named = process.env[chromiumVariable];
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named;
    throw new Error(`${chromiumVariable} names ${named}, and there is no such file.`);
  }
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => (headless ? [shell, ...names] : names).map((name) => join(folder, name)));
  return [chromium.executablePath(), ...onPath, ...places].find((path) => existsSync(path)) ?? null;
}

/** Finds a Chromium or installs one: Playwright's, else Debian's where that is allowed. Throws with what to do when neither works. */
export function ensureChromium(): string {
  const found = findChromium();
  if (found !== null) return found;
  const attempts: readonly (readonly [command: string, ...arguments_: string[]])[] = [
    ['npx', 'playwright', 'install', 'chromium'],
    ...(process.platform === 'linux' && process.getuid?.() === 0
      ? ([
          ['apt-get', 'update'],
          ['apt-get', 'install', '-y', shell],
        ] as const)
      : []),
  ];
  const failures: string[] = [];
  for (const [command, ...rest] of attempts) {
    try {
      execFileSync(command, rest, {
        stdio: 'inherit',
        shell: process.platform === 'win32',
        timeout: 300_000,
      });
    } catch {
      failures.push([command, ...rest].join(' '));
    }
    const installed = findChromium();
    if (installed !== null) return installed;
  }
  throw new Error(
    `The end-to-end tests need a Chromium, and there is none: ${failures.join(' and ')} did not bring one. ` +
      `Install Chromium or Chrome, or name one in the variable ${chromiumVariable}, and run npm test again.`,
  );
}
