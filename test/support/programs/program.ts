import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { closedPort } from '../peers.ts';

/** A program that nobody here wrote, serving on a free port of 127.0.0.1 out of a folder of its own. */
export interface RealServer {
  readonly port: number;
  /** The address to connect to, in Wirebench's words. */
  readonly url: string;
  readonly folder: string;
  /** What it has printed so far. */
  printed(): string;
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** How a program is started. */
export interface ProgramStart {
  /** For the names of folders and for failures. */
  readonly name: string;
  readonly path: string;
  readonly scheme: string;
  /** Writes what the program reads into its folder, and gives its arguments. */
  readonly argumentsFor: (port: number, folder: string) => readonly string[] | Promise<readonly string[]>;
  /** Whether it is ready; that it takes TCP connections, unless something else is said. */
  readonly isReady?: (port: number, folder: string) => Promise<boolean>;
}

/** A free port may be taken by another test before the program has it; then another one is tried. */
export async function startProgram(start: ProgramStart): Promise<RealServer> {
  const failures: unknown[] = [];
  while (failures.length < 3) {
    try {
      return await tryToStart(start);
    } catch (error) {
      failures.push(error);
    }
  }
  throw failures[0];
}

async function tryToStart(start: ProgramStart): Promise<RealServer> {
  const folder = await mkdtemp(join(tmpdir(), `wirebench-${start.name}-`));
  // Some servers work as users of their own.
  await chmod(folder, 0o755);
  const port = await closedPort();
  const child = spawn(start.path, await start.argumentsFor(port, folder), {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const printed = (): string => Buffer.concat(said).toString();
  // Also where a test run ends in the middle of a test.
  const endWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', endWithUs);
  const stop = async (): Promise<void> => {
    await endProcess(child);
    process.off('exit', endWithUs);
    await rm(folder, { recursive: true, force: true });
  };
  if (!(await becomesReady(child, () => (start.isReady ?? accepts)(port, folder)))) {
    await stop();
    throw new Error(`${start.name} did not start: ${printed()}`);
  }
  const url = `${start.scheme}://127.0.0.1:${port}`;
  return { port, url, folder, printed, stop, [Symbol.asyncDispose]: stop };
}

/** By its own id, politely first. */
async function endProcess(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const impatience = setTimeout(() => child.kill('SIGKILL'), 2000);
  await exited;
  clearTimeout(impatience);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function becomesReady(child: ChildProcess, isReady: () => Promise<boolean>): Promise<boolean> {
  const impatient = Date.now() + 20_000;
  while (!hasEnded(child) && Date.now() < impatient) {
    if (await isReady()) return !hasEnded(child);
    await wait(20);
  }
  return false;
}

/** True when something takes TCP connections there. */
export function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      // On loopback, a socket that happens to get the very port that it connects to is connected to itself.
      resolve(socket.localPort !== port);
      socket.destroy();
    });
    socket.on('error', () => resolve(false));
  });
}

/** Where a program is; Debian keeps some servers where a user's PATH does not look. Null when it is not on this machine. */
export function pathOf(program: string): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, program)).find(isExecutable) ?? null;
}

/** The same, for tests that are skipped without it. */
export function requirePath(program: string): string {
  const path = pathOf(program);
  if (path === null) throw new Error(`${program} is not installed.`);
  return path;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
