/**
 * `npm run dev`: the workbench with hot reload. As the desktop app, by electron-vite; where there can be none, in the browser, with the
 * page by Vite and an engine that starts again when its code changes. Takes the options of `wirebench serve`.
 */
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { listenForStop } from '../electron/cli/stopSignal.ts';
import { makeToken } from '../electron/server/token.ts';
import { runChild } from './childProcess.ts';
import { findElectron, runDesktop } from './electronProgram.ts';

const root = resolve(import.meta.dirname, '..');
const args = process.argv.slice(2);
const stop = listenForStop();

async function develop(): Promise<number> {
  const found = await findElectron(root, stop);
  const electronVite = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const missing =
    'missing' in found
      ? found.missing
      : await runDesktop(process.execPath, [electronVite, '--watch', '--', ...args], root, stop);
  if (missing === null || stop.aborted) return 0;
  process.stdout.write(`${missing}, so Wirebench is served to your browser.\n`);
  const { status } = await runChild(
    process.execPath,
    ['--watch', '--watch-preserve-output', join(root, 'scripts', 'devServer.ts'), ...args],
    { cwd: root, stop, output: 'inherit', environment: await devEnvironment() },
  );
  return stop.aborted ? 0 : (status ?? 1);
}

/** What has to be the same after each restart, so that the open page finds its engine again. */
async function devEnvironment(): Promise<NodeJS.ProcessEnv> {
  const [port, reloadPort] = await Promise.all([freePort(), freePort()]);
  return {
    ...process.env,
    WIREBENCH_DEV_TOKEN: makeToken(),
    WIREBENCH_DEV_PORT: String(port),
    WIREBENCH_DEV_RELOAD_PORT: String(reloadPort),
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

process.exitCode = await develop();
process.exit();
