import { spawn } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** 30 s: the slowest browser has read the page by then. */
const pageLifetimeMs = 30_000;

/** The program that opens a file with the person's chosen application. Not `start`: that is a shell's command, with a shell's quoting. */
const openers: Readonly<Partial<Record<NodeJS.Platform, string>>> = { darwin: 'open', win32: 'explorer.exe' };

/** True where a window could be shown. */
export function hasDisplay(environment: NodeJS.ProcessEnv = process.env): boolean {
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  return Boolean(environment['DISPLAY'] ?? '') || Boolean(environment['WAYLAND_DISPLAY'] ?? '');
}

/**
 * Opens the person's browser at a URL with a token. Every user of the machine can read the command lines of all processes, so the URL is
 * not on one: the browser gets a page that only this user can read, and that redirects to the URL. The page is in the workspace because a
 * confined browser (snap, flatpak) may not read the folder for temporary files. Does nothing when there is no browser: the URL was printed
 * as well.
 */
export async function openBrowser(url: string, workspace: string): Promise<{ forget(): Promise<void> }> {
  const page = pageIn(workspace);
  const forget = async (): Promise<void> => {
    clearTimeout(timer);
    await rm(page, { force: true });
  };
  const timer = setTimeout(() => void forget().catch(() => undefined), pageLifetimeMs);
  timer.unref();
  await rm(page, { force: true });
  await writeFile(page, leadingTo(url), { mode: 0o600, flag: 'wx' });
  const child = spawn(openers[process.platform] ?? 'xdg-open', [page], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
  return { forget };
}

/** Deletes the page that a killed program left behind: its token no longer opens anything. */
export async function forgetLeftPage(workspace: string): Promise<void> {
  await rm(pageIn(workspace), { force: true });
}

function pageIn(workspace: string): string {
  return join(workspace, 'open-wirebench.html');
}

function leadingTo(url: string): string {
  return `<!doctype html><meta charset="utf-8"><title>Wirebench</title><meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0;url=${url}">\n`;
}
