import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { closedPort } from '../../support/peers.ts';
import type { Bench, Benchmark } from '../benchmark.ts';
import { listening } from '../listening.ts';
import { AskedProcess } from '../processes/askedProcess.ts';
import { lineBytes } from '../processes/writeAll.ts';
import type { BenchmarkResult } from '../report/result.ts';
import { rotate, type Run } from './rotate.ts';
import { RunningTool, type Tool } from './tool.ts';
import {
  tcpTools,
  udpTools,
  webSocketTools,
  wirebenchConnects,
  wirebenchListens,
  wirebenchReceivesDatagrams,
} from './tools.ts';

const usualRounds = 3;
/** A log that has not grown for half a second has everything. */
const quietMs = 500;
const lookMs = 10;
const datagramBytes = 64;
const sinkSchema = z.strictObject({ port: z.int() });

export const tcpLines: Benchmark = {
  name: 'tcp-lines',
  what: 'TCP lines of 100 B received and logged with times',
  run: (bench) => runTcp(bench, 'lines', bench.size(200_000, 20_000) * lineBytes),
};

export const tcpChunks: Benchmark = {
  name: 'tcp-chunks',
  what: 'TCP received in 64 KiB chunks and logged with times',
  run: (bench) => runTcp(bench, 'chunks', bench.size(64, 8) * 1024 * 1024),
};

async function runTcp(bench: Bench, what: 'lines' | 'chunks', total: number): Promise<BenchmarkResult> {
  await using sender = AskedProcess.start('sender.ts');
  await using sink = AskedProcess.start('sink.ts');
  const send = (port: number): Promise<null> => sender.ask({ port, what, total }, z.null());
  return await rotate(bench, usualRounds, {
    what: what === 'lines' ? 'TCP lines of 100 B' : 'TCP chunks of 64 KiB',
    unit: 'MB/s',
    ours: wirebenchListens,
    tools: tcpTools,
    notes: ['What is in the log, from the first byte sent until the log is complete.'],
    run: async (tool) => {
      const { seconds, logBytes } = await receive(bench, tool, {
        port: tool.looksOn === true ? (await sink.ask('tcp', sinkSchema)).port : await closedPort(),
        isReady: (port) => listening(port),
        send,
      });
      const kept = Math.min(1, logBytes / total);
      return { value: (total * kept) / 1e6 / seconds, kept };
    },
  });
}

export const webSocketMessages: Benchmark = {
  name: 'ws-messages',
  what: 'WebSocket messages of 64 B received and logged with times',
  run: async (bench) => {
    await using flood = AskedProcess.start('wsFlood.ts');
    await using sink = AskedProcess.start('sink.ts');
    const count = bench.size(200_000, 20_000);
    const { port } = await flood.ask('port', sinkSchema);
    const size = 64;
    return await rotate(bench, usualRounds, {
      what: 'WebSocket messages of 64 B',
      unit: 'messages/s',
      ours: wirebenchConnects,
      tools: webSocketTools,
      notes: [
        'What is in the log, from the first message until the log is complete. The server sends as fast as it is read.',
      ],
      run: async (tool) => {
        const { seconds, logBytes } = await receive(bench, tool, {
          port,
          isReady: async () => {
            if (tool.looksOn === true) await sink.ask({ webSocket: port }, z.null());
            await flood.ask('connected', z.null());
          },
          send: () => flood.ask({ perSecond: count * 10, seconds: 0.1, size }, z.unknown()),
        });
        const kept = Math.min(1, logBytes / (count * size));
        return { value: (count * kept) / seconds, kept };
      },
    });
  },
};

export const udpDatagrams: Benchmark = {
  name: 'udp-datagrams',
  what: 'UDP datagrams of 64 B at 50,000/s received and logged with times: how many are in the log',
  run: async (bench) => {
    await using sender = AskedProcess.start('udpSender.ts');
    await using sink = AskedProcess.start('sink.ts');
    const question = { size: datagramBytes, perSecond: 50_000, seconds: bench.size(2, 0.3) };
    return await rotate(bench, usualRounds, {
      what: 'UDP datagrams of 64 B at 50,000/s',
      unit: '% kept',
      ours: wirebenchReceivesDatagrams,
      tools: udpTools,
      isAboutLoss: true,
      notes: [],
      run: async (tool): Promise<Run> => {
        const log = join(bench.folder, 'log');
        const counted = { sent: 0, kept: 0 };
        await receive(bench, tool, {
          port: tool.looksOn === true ? (await sink.ask('udp', sinkSchema)).port : await closedPort(),
          isReady: (port) => listening(port, 'udp'),
          send: async (port) => {
            const answer = await sender.ask({ ...question, port }, z.object({ sent: z.int() }));
            counted.sent = answer.sent;
          },
          look: async () => {
            counted.kept = (await tool.countKept?.(log)) ?? 0;
          },
        });
        const kept = counted.kept / counted.sent;
        return { value: kept * 100, kept };
      },
    });
  },
};

interface Reception {
  readonly port: number;
  readonly isReady: (port: number) => Promise<void>;
  readonly send: (port: number) => Promise<unknown>;
  /** At the log, once it is complete. */
  readonly look?: () => Promise<void>;
}

/** Starts a tool, sends to it, and waits until its log is complete. Seconds are counted from the first byte that is sent. */
async function receive(
  { folder }: Bench,
  tool: Tool,
  { port, isReady, send, look }: Reception,
): Promise<{ seconds: number; logBytes: number }> {
  const log = join(folder, 'log');
  await using running = new RunningTool(tool, port, log);
  if (tool.looksOn === true) await begun(log);
  await isReady(port);
  const start = performance.now();
  await send(port).catch((error: unknown) => {
    running.assertInTime();
    throw error;
  });
  let end: number;
  if (tool.ends === 'by itself') {
    await running.ended();
    end = performance.now();
  } else {
    end = await completed(log);
    running.interrupt();
    await running.ended();
  }
  await look?.();
  const { size } = await stat(log);
  await Promise.all([rm(log), rm(`${log}-journal`, { force: true })]);
  return { seconds: (end - start) / 1000, logBytes: size };
}

/** A capture writes its head when it has begun. */
async function begun(log: string): Promise<void> {
  while ((await sizeOf(log)) === 0) await pause(lookMs);
}

/** When the log grew for the last time. */
async function completed(log: string): Promise<number> {
  let size = await sizeOf(log);
  let grewAt = performance.now();
  while (performance.now() - grewAt < quietMs) {
    await pause(lookMs);
    const now = await sizeOf(log);
    if (now !== size) grewAt = performance.now();
    size = now;
  }
  return grewAt;
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? 0;
}
