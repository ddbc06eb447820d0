import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { needs, notOnWindows, onLinux } from '../../support/needs.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const root = resolve(import.meta.dirname, '../../..');
/** It may have to build first, on a machine that does other things as well. */
const startTimeoutMs = 180_000;

/** As a terminal starts it: in a process group of its own, which gets the signal of Ctrl-C as a whole. */
function start(script: string, workspace: string, environment: NodeJS.ProcessEnv = {}): ChildProcess {
  const { DISPLAY: _x11, WAYLAND_DISPLAY: _wayland, ...inherited } = process.env;
  return spawn(process.execPath, [join(root, 'scripts', script), '--workspace', workspace], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...inherited, ...environment },
  });
}

async function outputUntil(child: ChildProcess, pattern: RegExp): Promise<string> {
  let output = '';
  if (!child.stdout) throw new Error('There is no output.');
  for await (const text of child.stdout) {
    output += String(text);
    if (pattern.test(output)) return output;
  }
  throw new Error(`It ended before it was ready:\n${output}`);
}

async function endByCtrlC(child: ChildProcess): Promise<number | null> {
  const group = -(child.pid ?? 0);
  process.kill(group, 'SIGINT');
  if (child.exitCode === null) await once(child, 'exit');
  expect(() => process.kill(group, 0)).toThrow('ESRCH');
  return child.exitCode;
}

const ready = /^Wirebench is ready at (http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+)$/m;

describe('npm start without a display', needs(notOnWindows), () => {
  it(
    'says so in one sentence, serves the workbench to a browser, and leaves nothing behind',
    async () => {
      await using folder = await temporaryFolder();
      const child = start('start.ts', folder.path);
      const output = await outputUntil(child, ready);
      const lines = output
        .trim()
        .split('\n')
        .filter((line) => line !== 'Building Wirebench…');
      expect(lines).toEqual([
        'There is no display here for the desktop app, so Wirebench is served to your browser.',
        expect.stringMatching(ready),
      ]);
      const url = ready.exec(output)?.[1] ?? '';
      const page = await fetch(url);
      expect([page.status, await page.text()]).toEqual([
        200,
        expect.stringContaining('<title>Wirebench</title>'),
      ]);
      expect(await endByCtrlC(child)).toBe(0);
      await expect(fetch(url)).rejects.toThrow('fetch failed');
    },
    startTimeoutMs,
  );
});

describe('npm start where Electron does not start', needs(onLinux), () => {
  it(
    'serves the workbench to a browser after all',
    async () => {
      await using folder = await temporaryFolder();
      // A folder with a program in place of Electron that ends at once, as Electron does without a usable display.
      const { chmod, writeFile } = await import('node:fs/promises');
      const program = join(folder.path, 'electron');
      await writeFile(program, '#!/bin/sh\nexit 7\n');
      await chmod(program, 0o755);
      const child = start('start.ts', folder.path, {
        DISPLAY: ':99',
        ELECTRON_OVERRIDE_DIST_PATH: folder.path,
        PATH: '',
      });
      const output = await outputUntil(child, ready);
      expect(output).toContain(
        'Electron could not start (it ended with status 7), so Wirebench is served to your browser.\n',
      );
      expect(await endByCtrlC(child)).toBe(0);
    },
    startTimeoutMs,
  );
});

describe('npm run dev without a display', needs(notOnWindows), () => {
  it(
    'serves the page by Vite, under a policy that it needs, and leaves nothing behind',
    async () => {
      await using folder = await temporaryFolder();
      const child = start('dev.ts', folder.path);
      const url = ready.exec(await outputUntil(child, ready))?.[1] ?? '';
      const page = await fetch(url);
      expect(await page.text()).toContain('/@vite/client');
      expect(page.headers.get('content-security-policy')).toContain("script-src 'self' 'unsafe-inline'");
      expect((await fetch(new URL('/@vite/client', url))).status).toBe(200);
      await endByCtrlC(child);
      await expect(fetch(url)).rejects.toThrow('fetch failed');
    },
    startTimeoutMs,
  );
});
