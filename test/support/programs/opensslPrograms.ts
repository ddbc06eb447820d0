import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { requirePath, startProgram, type RealServer } from './program.ts';

/** `openssl s_server` with more arguments; whatever a client sends is answered in reverse, line by line. */
export function startOpensslServer(...args: string[]): Promise<RealServer> {
  return startProgram({
    name: 's_server',
    path: requirePath('openssl'),
    scheme: 'tls',
    argumentsFor: (port) => ['s_server', '-accept', `127.0.0.1:${port}`, '-rev', ...args],
  });
}

/** Runs `openssl s_client` against a port, sends `input`, and resolves with all that it printed when the other side has closed. */
export async function runOpensslClient(port: number, input: string, ...args: string[]): Promise<string> {
  const child = spawn(
    requirePath('openssl'),
    ['s_client', '-connect', `127.0.0.1:${port}`, '-ign_eof', ...args],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  const printed: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk));
  child.stdin.write(input);
  const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await once(child, 'close');
  clearTimeout(timer);
  return Buffer.concat(printed).toString();
}
