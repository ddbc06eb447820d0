import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { closedPort } from './peers.ts';

/** A program that nobody here wrote, serving on a free port of 127.0.0.1 out of a folder of its own. */
export interface RealServer {
  readonly port: number;
  /** The address to connect to, in Wirebench's words. */
  readonly url: string;
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export type RealProgram = 'redis-server' | 'dnsmasq' | 'mosquitto' | 'python3-websockets';

/** True when the program is on this machine. Where it is not, its tests are skipped, and the summary counts them. */
export function installed(program: RealProgram): boolean {
  return program === 'python3-websockets' ? pythonWithWebSockets() !== null : pathOf(program) !== null;
}

/** `PING\r\n` → `+PONG\r\n`. */
export async function startRedis(): Promise<RealServer> {
  return startServer('tcp', 'redis-server', (port) => [
    ...['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
  ]);
}

/** Answers DNS questions over UDP; `wirebench.test` is 192.0.2.7. */
export async function startDnsmasq(): Promise<RealServer> {
  return startServer('udp', 'dnsmasq', (port) => [
    ...['--no-daemon', '--conf-file=/dev/null', '--no-resolv', '--no-hosts', '--bind-interfaces'],
    ...[`--port=${port}`, '--listen-address=127.0.0.1', '--address=/wirebench.test/192.0.2.7'],
    `--user=${userInfo().username}`,
  ]);
}

/** MQTT over WebSocket, subprotocol `mqtt`. */
export async function startMosquitto(): Promise<RealServer> {
  return startServer('ws', 'mosquitto', async (port, folder) => {
    const configuration = join(folder, 'mosquitto.conf');
    const lines = [
      'allow_anonymous true',
      'persistence false',
      `listener ${port} 127.0.0.1`,
      'protocol websockets',
      // Mosquitto 2.0.11 ends when it has no plain listener beside that one.
      `listener ${await closedPort()} 127.0.0.1`,
    ];
    await writeFile(configuration, `${lines.join('\n')}\n`);
    return ['-c', configuration];
  });
}

/** Sends every message back, in its own kind. Asked for `ping me`, it sends a ping that says `are you there`. */
export async function startPythonWebSocketServer(): Promise<RealServer> {
  return startServer('ws', 'python3-websockets', (port) => [support('pythonEchoServer.py'), String(port)]);
}

/**
 * Runs a Python client against a WebSocket server: it sends a text, a binary message and a ping, and leaves with code 1000. Resolves with
 * the lines that it printed, one for each answer.
 */
export async function runPythonWebSocketClient(url: string): Promise<string[]> {
  const python = pythonWithWebSockets();
  if (python === null) throw new Error('python3-websockets is not installed.');
  const child = spawn(python, [support('pythonClient.py'), url], { stdio: ['ignore', 'pipe', 'pipe'] });
  const printed: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk));
  await once(child, 'close');
  return Buffer.concat(printed).toString().trim().split('\n');
}

function support(name: string): string {
  return join(import.meta.dirname, name);
}

type ArgumentsFor = (port: number, folder: string) => readonly string[] | Promise<readonly string[]>;

/** A free port may be taken by another test before the program has it; then another one is tried. */
async function startServer(
  scheme: string,
  program: RealProgram,
  argumentsFor: ArgumentsFor,
): Promise<RealServer> {
  const failures: unknown[] = [];
  while (failures.length < 3) {
    try {
      return await tryToStart(scheme, program, argumentsFor);
    } catch (error) {
      failures.push(error);
    }
  }
  throw failures[0];
}

async function tryToStart(
  scheme: string,
  program: RealProgram,
  argumentsFor: ArgumentsFor,
): Promise<RealServer> {
  const path = program === 'python3-websockets' ? pythonWithWebSockets() : pathOf(program);
  if (path === null) throw new Error(`${program} is not installed.`);
  const folder = await mkdtemp(join(tmpdir(), `wirebench-${program}-`));
  const port = await closedPort();
  const child = spawn(path, await argumentsFor(port, folder), {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  // Also where a test run ends in the middle of a test.
  const endWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', endWithUs);
  const stop = async (): Promise<void> => {
    await endProcess(child);
    process.off('exit', endWithUs);
    await rm(folder, { recursive: true, force: true });
  };
  if (!(await startsToAccept(child, port))) {
    await stop();
    throw new Error(`${program} did not start: ${Buffer.concat(said).toString()}`);
  }
  return { port, url: `${scheme}://127.0.0.1:${port}`, stop, [Symbol.asyncDispose]: stop };
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

async function startsToAccept(child: ChildProcess, port: number): Promise<boolean> {
  const impatient = Date.now() + 10_000;
  while (!hasEnded(child) && Date.now() < impatient) {
    if (await accepts(port)) return !hasEnded(child);
    await wait(20);
  }
  return false;
}

/** All four take TCP connections when they are ready; dnsmasq too, for long answers. */
function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      // On loopback, a socket that happens to get the very port that it connects to is connected to itself.
      resolve(socket.localPort !== port);
      socket.destroy();
    });
    socket.on('error', () => resolve(false));
  });
}

/** Debian keeps some servers where a user's PATH does not look. */
function pathOf(program: string): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, program)).find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The first on the PATH may be another Python than the one that Debian's package belongs to. */
function pythonWithWebSockets(): string | null {
  const pythons = ['python3', '/usr/bin/python3'];
  return (
    pythons.find(
      (python) => spawnSync(python, ['-c', 'import websockets'], { stdio: 'ignore' }).status === 0,
    ) ?? null
  );
}
