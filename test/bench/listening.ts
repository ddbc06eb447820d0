import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** 10 s: a program that has not begun to listen by then will not. */
const longestWaitMs = 10_000;
const lookAgainMs = 5;

/**
 * Waits until somebody listens on a TCP port, or has bound a UDP port, without connecting to it: a tool that serves one client only would
 * take the probe for it. Linux only, as the tools that are compared here.
 */
export async function listening(port: number, table: 'tcp' | 'udp' = 'tcp'): Promise<void> {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const deadline = Date.now() + longestWaitMs;
  while (Date.now() < deadline) {
    for (const file of [`/proc/net/${table}`, `/proc/net/${table}6`]) {
      if (await hasSocket(file, wanted, table)) return;
    }
    await pause(lookAgainMs);
  }
  throw new Error(`Nobody listens on port ${port} after ${longestWaitMs / 1000} s.`);
}

/** State 0A is LISTEN; a bound UDP socket has 07. */
async function hasSocket(file: string, wanted: string, table: 'tcp' | 'udp'): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').some((line) => {
    const [, local, , state] = line.trim().split(/\s+/);
    return (local?.endsWith(wanted) ?? false) && state === (table === 'tcp' ? '0A' : '07');
  });
}
