/**
 * `npm run test:electron`: the end-to-end tests against the desktop app. Where Electron or a display is missing it says that it was skipped,
 * and succeeds; with `--required`, as in continuous integration, it fails. What follows goes to Playwright.
 */
import { join, resolve } from 'node:path';
import { hasDisplay } from '../electron/cli/openBrowser.ts';
import { listenForStop } from '../electron/cli/stopSignal.ts';
import { runChild } from './childProcess.ts';
import { installedProgram } from './electronProgram.ts';
import { ensureBuilt } from './freshBuild.ts';

const root = resolve(import.meta.dirname, '..');
const args = process.argv.slice(2);
const stop = listenForStop();

function missing(): string | null {
  if (installedProgram(root) === null) {
    return "Electron's binary is not here. npx install-electron fetches it.";
  }
  if (!hasDisplay()) return 'There is no display here. xvfb-run npm run test:electron brings one.';
  return null;
}

async function testElectron(): Promise<number> {
  const why = missing();
  if (why !== null) {
    process.stdout.write(`Skipped: ${why}\n`);
    return args.includes('--required') ? 1 : 0;
  }
  const problem = await ensureBuilt(root, stop);
  if (problem !== null) {
    process.stderr.write(`${problem}\nBuilding failed, so nothing was tested.\n`);
    return 1;
  }
  const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  const rest = args.filter((arg) => arg !== '--required');
  const { status } = await runChild(process.execPath, [playwright, 'test', ...rest], {
    cwd: root,
    stop,
    output: 'inherit',
    environment: { ...process.env, WIREBENCH_HOST: 'electron' },
  });
  return status ?? 1;
}

process.exitCode = await testElectron();
process.exit();
