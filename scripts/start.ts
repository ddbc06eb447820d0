/**
 * `npm start`: builds what has changed, and opens the desktop app; where there can be none, serves the same workbench to a browser.
 * Takes the options of `wirebench serve`, of which the desktop app knows `--workspace`.
 */
import { resolve } from 'node:path';
import { processSurroundings } from '../electron/cli/processSurroundings.ts';
import { runCommandLine } from '../electron/cli/runCommandLine.ts';
import { listenForStop } from '../electron/cli/stopSignal.ts';
import { findElectron, runDesktop } from './electronProgram.ts';
import { ensureBuilt } from './freshBuild.ts';

const root = resolve(import.meta.dirname, '..');
const args = process.argv.slice(2);
const stop = listenForStop();

async function start(): Promise<number> {
  const problem = await ensureBuilt(root, stop);
  if (stop.aborted) return 0;
  if (problem !== null) {
    process.stderr.write(`${problem}\n`);
    return 1;
  }
  const found = await findElectron(root, stop);
  const missing =
    'missing' in found ? found.missing : await runDesktop(found.program, [root, ...args], root, stop);
  if (missing === null || stop.aborted) return 0;
  process.stdout.write(`${missing}, so Wirebench is served to your browser.\n`);
  return runCommandLine(['serve', ...args], processSurroundings(stop));
}

process.exitCode = await start();
process.exit();
