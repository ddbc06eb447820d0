import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { closedPort } from './peers.ts';
import type { OpensslFiles } from './programs/opensslFiles.ts';
import { pathOf, startProgram, type ProgramStart, type RealServer } from './programs/program.ts';

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

/** The same over TLS, with mTLS if it is asked for, and on a unix socket (`socket` in its folder). Its plain port is closed. */
export function startSecureRedis(files: OpensslFiles, clients: 'any' | 'certified'): Promise<RealServer> {
  return startServer('tls', 'redis-server', (port, folder) => [
    ...['--port', '0', '--tls-port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    ...['--tls-cert-file', files.path('server.pem'), '--tls-key-file', files.path('server.key')],
    ...['--tls-ca-cert-file', files.path('ca.pem'), '--tls-auth-clients', clients === 'any' ? 'no' : 'yes'],
    ...['--unixsocket', join(folder, 'socket')],
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

function startServer(
  scheme: string,
  program: RealProgram,
  argumentsFor: ProgramStart['argumentsFor'],
): Promise<RealServer> {
  const path = program === 'python3-websockets' ? pythonWithWebSockets() : pathOf(program);
  if (path === null) throw new Error(`${program} is not installed.`);
  return startProgram({ name: program, path, scheme, argumentsFor });
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
