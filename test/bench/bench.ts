/**
 * `npm run bench`: what recording costs. Each line pairs the bare library with Wirebench's engine in one run, alternating, and prints
 * the ratio with its range: on a noisy machine the ratio tells more than the times. Writes the numbers to `out/bench.json` as well.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { createEngine } from '../../electron/engine/engine.ts';
import { createEngineDeps } from '../../electron/headless.ts';
import { bareEcho, bareReceive, recordedEcho, recordedReceive } from './jobs.ts';
import { compare, formatTable, type Comparison } from './pairs.ts';

const portsSchema = z.strictObject({ echo: z.int(), source: z.int() });
const rounds = Number(process.argv[2] ?? 7);

async function startPeer(): Promise<{ process: ChildProcess; ports: z.infer<typeof portsSchema> }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'peer.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    return { process: child, ports: portsSchema.parse(JSON.parse(line)) };
  }
  throw new Error('The benchmark’s peer did not start.');
}

const folder = await mkdtemp(join(tmpdir(), 'wirebench-bench-'));
const peer = await startPeer();
const engine = await createEngine(createEngineDeps(join(folder, 'workspace')));
try {
  const { echo, source } = peer.ports;
  const echoOf = (what: string, size: number, count: number): Comparison => ({
    what: `WebSocket echo, ${what}`,
    unit: 'messages/s',
    bare: () => bareEcho(echo, count, size),
    recorded: () => recordedEcho(engine, folder, echo, count, size),
    aim: 0.8,
  });
  const received = 512 * 1024 * 1024;
  const comparisons: Comparison[] = [
    echoOf('64 B', 64, 60_000),
    echoOf('1 KiB', 1024, 60_000),
    echoOf('64 KiB', 65_536, 6000),
    {
      what: 'TCP received, 512 MiB',
      unit: 'MB/s',
      bare: () => bareReceive(source, received),
      recorded: () => recordedReceive(engine, folder, source, received),
      aim: 0.8,
    },
  ];
  const results = [];
  for (const comparison of comparisons) results.push(await compare(comparison, rounds));
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${process.platform}`;
  process.stdout.write(`${machine}; ${rounds} rounds, medians\n\n${formatTable(results)}\n`);
  const output = resolve(import.meta.dirname, '../../out');
  await mkdir(output, { recursive: true });
  await writeFile(join(output, 'bench.json'), `${JSON.stringify({ machine, rounds, results }, null, 2)}\n`);
} finally {
  await engine.close();
  peer.process.stdin?.end();
  await rm(folder, { recursive: true, force: true });
}
