import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { needs, onLinux } from '../../support/needs.ts';
import { programPath } from '../../support/testedPrograms.ts';
import { until } from '../../support/until.ts';

interface Report {
  readonly links: number;
  readonly warnings: readonly string[];
  readonly spare: number;
}

const program = programPath('fewDescriptorsProgram');

/** `fewDescriptorsProgram.ts` with this many descriptors for everything. */
function startWith(descriptors: number): {
  readonly port: Promise<number>;
  report(): Promise<Report>;
  [Symbol.asyncDispose](): Promise<void>;
} {
  const child = spawn('sh', ['-c', `ulimit -n ${descriptors}; exec "$0" "$1"`, process.execPath, program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => JSON.parse(String((await lines.next()).value));
  return {
    port: next().then(Number),
    report: async () => {
      child.stdin.write('\n');
      return (await next()) as Report;
    },
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}

async function connectTo(port: number, count: number): Promise<Socket[]> {
  const clients = Array.from({ length: count }, () =>
    connect(port, '127.0.0.1')
      .on('error', () => undefined)
      .resume(),
  );
  await Promise.all(clients.map((client) => once(client, 'connect')));
  return clients;
}

it(
  'a server that would take the last descriptors disconnects clients instead, says so, and goes on when some have left',
  needs(onLinux),
  async () => {
    await using server = startWith(120);
    const port = await server.port;
    const clients = await connectTo(port, 120);
    const openClients = (): Socket[] => clients.filter((client) => !client.closed);
    await until(async () => (await server.report()).links === openClients().length);
    const full = await server.report();
    expect(full.links).toBeGreaterThan(10);
    expect(full.links).toBeLessThan(120 - 20);
    expect(full.spare).toBe(20);
    expect(full.warnings).toEqual([
      expect.stringMatching(
        /^127\.0\.0\.1:\d+ was disconnected at once: this program has almost as many sockets as the system allows/,
      ),
    ]);
    for (const client of openClients().slice(0, 5)) client.destroy();
    await until(async () => {
      const [late] = await connectTo(port, 1);
      if (late) clients.push(late);
      return (await server.report()).links > full.links;
    });
    for (const client of clients) client.destroy();
  },
);
