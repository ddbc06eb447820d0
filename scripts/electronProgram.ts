import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasDisplay } from '../electron/cli/openBrowser.ts';
import { runChild } from './childProcess.ts';

/** 3 minutes for some 120 MB; who has a slower line can run `npx install-electron` once, and wait as long as it takes. */
const fetchTimeoutMs = 180_000;
/** What ends badly within 10 s has not started: a missing library, no sandbox, no right to the display. */
const startTimeMs = 10_000;

/** Electron's program, or a clause that says why there is none. */
export type Found = { readonly program: string } | { readonly missing: string };

/** Finds Electron's program, fetching it once where it could be of use. */
export async function findElectron(root: string, stop: AbortSignal): Promise<Found> {
  if (!hasDisplay()) return { missing: 'There is no display here for the desktop app' };
  return fetchElectron(root, stop);
}

/** Finds Electron's program, fetching it once where it is not there. */
export async function fetchElectron(root: string, stop: AbortSignal): Promise<Found> {
  const installed = installedProgram(root);
  if (installed !== null) return { program: installed };
  process.stdout.write('Fetching Electron for the desktop app, this once…\n');
  const timeout = AbortSignal.timeout(fetchTimeoutMs);
  const install = join(root, 'node_modules', 'electron', 'install.js');
  await runChild(process.execPath, [install], {
    cwd: root,
    stop: AbortSignal.any([stop, timeout]),
    output: 'collect',
  });
  const program = installedProgram(root);
  if (program !== null) return { program };
  return {
    missing: timeout.aborted
      ? 'Fetching Electron took too long (npx install-electron takes its time)'
      : 'Electron could not be fetched (npx install-electron says why)',
  };
}

/** As the `electron` package finds it; asking the package itself would begin a download. */
export function installedProgram(root: string): string | null {
  const folder = join(root, 'node_modules', 'electron');
  const pathFile = join(folder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
  const program = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'), name);
  return existsSync(program) ? program : null;
}

/** Runs the desktop app, however it is started, to its end. Resolves to null, or to a clause that says why it did not start. */
export async function runDesktop(
  command: string,
  args: readonly string[],
  root: string,
  stop: AbortSignal,
): Promise<string | null> {
  const startedAt = performance.now();
  const { status, output } = await runChild(command, args, { cwd: root, stop, output: 'inherit' });
  if (status === 0 || stop.aborted || performance.now() - startedAt > startTimeMs) return null;
  const why = output === '' ? `it ended with ${status === null ? 'a signal' : `status ${status}`}` : output;
  return `Electron could not start (${why})`;
}
