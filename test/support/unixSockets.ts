import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { RecordedEndpoint } from './recordingSink.ts';
import { until } from './until.ts';

/** Windows has named pipes instead. */
export const isUnix = process.platform !== 'win32';

/** A server of ours at a path or an abstract name, once it listens or has failed. */
export async function startUnixServer(path: string, more: object = {}): Promise<RecordedEndpoint> {
  const server = RecordedEndpoint.start({ kind: 'unix-server', address: `unix:${path}`, ...more });
  await until(() => server.url !== null || server.outcome !== null);
  return server;
}

export function unixClient(path: string, more: object = {}): object {
  return { kind: 'unix-client', address: `unix:${path}`, ...more };
}

/** True on Linux once a program listens there; the file is there a moment earlier. `__SO_ACCEPTCON` is 0x10000 (proc_net(5)). */
export function isListenedAt(path: string): boolean {
  const sockets = readFileSync('/proc/net/unix', 'utf8').split('\n');
  return sockets.some((line) => line.endsWith(` ${path}`) && line.split(/\s+/)[3] === '00010000');
}

/** A socket file whose server was killed, so that it could not take it away. */
export async function leaveStaleSocket(path: string): Promise<void> {
  const program = `require('net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`;
  await once(spawn(process.execPath, ['-e', program]), 'exit');
}
