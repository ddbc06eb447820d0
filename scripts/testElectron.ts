/**
 * `npm run test:electron`: the end-to-end tests against the desktop app; with `--engine`, instead, the engine's own tests on Electron's Node,
 * with its TLS. Where Electron or a display is missing it says that it was skipped, and succeeds; with `--required`, as in continuous
 * integration, it fails. What follows goes to Playwright or Vitest.
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
const ofEngine = args.includes('--engine');
const rest = args.filter((arg) => arg !== '--required' && arg !== '--engine');
/** What runs in the program's own process: sockets, TLS, sessions, recordings. */
const engineTests = [
  'test/unit',
  'test/integration/link',
  'test/integration/session',
  'test/integration/store',
];

function missing(): string | null {
  if (installedProgram(root) === null) {
    return "Electron's binary is not here. npx install-electron fetches it.";
  }
  if (!ofEngine && !hasDisplay())
    return 'There is no display here. xvfb-run npm run test:electron brings one.';
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
  return ofEngine ? testEngine(installedProgram(root) ?? '') : testWindow();
}

async function testWindow(): Promise<number> {
  const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  return run(process.execPath, [playwright, 'test', ...rest], { WIREBENCH_HOST: 'electron' });
}

/** The same variable makes the processes that Vitest starts Node, too. */
async function testEngine(electron: string): Promise<number> {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const tests = rest.length > 0 ? rest : engineTests;
  return run(electron, [vitest, 'run', ...tests], { ELECTRON_RUN_AS_NODE: '1' });
}

async function run(
  program: string,
  parameters: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  const { status } = await runChild(program, parameters, {
    cwd: root,
    stop,
    output: 'inherit',
    environment: { ...process.env, ...environment },
  });
  return status ?? 1;
}

process.exitCode = await testElectron();
process.exit();
