import { z } from 'zod';
import type { Bench, Benchmark } from '../benchmark.ts';
import { BenchEngine } from '../benchEngine.ts';
import { AskedProcess } from '../processes/askedProcess.ts';
import type { BenchmarkResult, Figure } from '../report/result.ts';
import { largest } from '../report/statistics.ts';

const mebibyte = 1024 * 1024;
const sampleMs = 200;
const sentSchema = z.strictObject({ sent: z.int(), tookSeconds: z.number() });

export const manyClients: Benchmark = {
  name: 'many-clients',
  what: '2,000 clients on one WebSocket server, each 10 messages/s, recorded: nothing lost, processor and memory',
  run: runManyClients,
};

async function runManyClients(bench: Bench): Promise<BenchmarkResult> {
  await using asked = AskedProcess.start('clients.ts');
  await using engine = await BenchEngine.start(bench.folder);
  const clients = bench.size(2000, 200);
  const seconds = bench.size(10, 1);
  const restBytes = process.memoryUsage.rss();
  const samples: number[] = [restBytes];
  const sampler = setInterval(() => samples.push(process.memoryUsage.rss()), sampleMs);
  let goodbyes = 0;
  const figures = await engine.record(
    { kind: 'ws-server', address: 'ws://127.0.0.1:0/' },
    ({ kind, direction }) => {
      if (kind === 'close' && direction === 'in') goodbyes += 1;
    },
    async (session) => {
      const before = process.cpuUsage();
      const question = { url: session.info.value.url, clients, perSecond: 10, seconds };
      const { sent, tookSeconds } = await asked.ask(question, sentSchema);
      const { user, system } = process.cpuUsage(before);
      await session.close();
      const { payloadsIn } = await session.reader.info();
      return describe({
        clients,
        sent,
        // Close frames count as payloads, and are no messages.
        recorded: payloadsIn - goodbyes,
        perSecond: sent / tookSeconds,
        // Connecting and closing are in it.
        processorSeconds: (user + system) / 1e6,
        restBytes,
        mostBytes: largest(samples),
      });
    },
  );
  clearInterval(sampler);
  return { rounds: 1, comparisons: [], figures, notes: ['The clients run in a process of their own.'] };
}

interface Measured {
  readonly clients: number;
  readonly sent: number;
  readonly recorded: number;
  readonly perSecond: number;
  readonly processorSeconds: number;
  readonly restBytes: number;
  readonly mostBytes: number;
}

function describe(measured: Measured): Figure[] {
  const { clients, sent, recorded, perSecond, processorSeconds, restBytes, mostBytes } = measured;
  const figure = (what: string, value: number, unit: string, aim: Figure['aim'] = null): Figure => ({
    what,
    value,
    unit,
    aim,
  });
  return [
    figure('Clients', clients, ''),
    figure('Messages sent', sent, ''),
    figure('Sent and not in the file', Math.max(0, sent - recorded), '', { atMost: 0 }),
    figure('In the file twice', Math.max(0, recorded - sent), '', { atMost: 0 }),
    figure('Messages', perSecond, '/s'),
    figure('Processor time for all of it', processorSeconds, 's'),
    figure('Resident memory before', restBytes / mebibyte, 'MiB'),
    figure('Resident memory at most', mostBytes / mebibyte, 'MiB'),
  ];
}
