import { once } from 'node:events';
import { connect } from 'node:net';
import { z } from 'zod';
import type { Bench, Benchmark } from '../benchmark.ts';
import { BenchEngine } from '../benchEngine.ts';
import { AskedProcess } from '../processes/askedProcess.ts';
import { lineBytes } from '../processes/writeAll.ts';
import { compare, type Comparison } from '../report/pairs.ts';
import type { BenchmarkResult } from '../report/result.ts';
import { secondsSince } from '../report/statistics.ts';

export const tcpReceived: Benchmark = {
  name: 'tcp-received',
  what: 'TCP received, in 64 KiB chunks and in lines of 100 B, recorded, against bare node:net',
  run: runTcpReceived,
};

async function runTcpReceived(bench: Bench): Promise<BenchmarkResult> {
  await using peer = AskedProcess.start('peer.ts');
  await using engine = await BenchEngine.start(bench.folder);
  const { source } = await peer.ask('ports', z.object({ source: z.int() }));
  const sides = (request: string, total: number): Pick<Comparison, 'ours' | 'theirs'> => ({
    ours: () => recordedReceive(engine, source, request, total),
    theirs: () => bareReceive(source, request, total),
  });
  const chunks = bench.size(1024, 128) * 1024 * 1024;
  const lines = bench.size(2_000_000, 200_000) * lineBytes;
  const common = { unit: 'MB/s', better: 'higher', against: 'node:net' } as const;
  const rounds = bench.rounds(7);
  return {
    rounds,
    comparisons: [
      await compare(
        { ...common, what: 'TCP received, 64 KiB chunks', ...sides('64KiB', chunks), aim: 0.5 },
        rounds,
      ),
      await compare(
        { ...common, what: 'TCP received, 100 B lines', ...sides('lines', lines), aim: 0.8 },
        rounds,
      ),
    ],
    figures: [],
    notes: ['The sender runs in a process of its own. Our clock stops when the file is complete.'],
  };
}

/** Receives `total` bytes and gives MB per second. */
async function bareReceive(port: number, request: string, total: number): Promise<number> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  let received = 0;
  socket.on('data', (bytes) => {
    received += bytes.length;
  });
  const start = process.hrtime.bigint();
  socket.write(`${request} ${total}\n`);
  await once(socket, 'end');
  const rate = total / 1e6 / secondsSince(start);
  if (received !== total) throw new Error(`Received ${received} of ${total} bytes.`);
  return rate;
}

/** The same with a session of the engine; the clock stops when every byte is committed to the file. */
function recordedReceive(engine: BenchEngine, port: number, request: string, total: number): Promise<number> {
  const endpoint = { kind: 'tcp-client', address: `tcp://127.0.0.1:${port}` } as const;
  return engine.record(
    endpoint,
    () => undefined,
    async (session) => {
      const start = process.hrtime.bigint();
      await session.send(1, 'data', Buffer.from(`${request} ${total}\n`));
      await session.ended;
      const rate = total / 1e6 / secondsSince(start);
      const { bytesIn } = await session.reader.info();
      if (bytesIn !== total) throw new Error(`Recorded ${bytesIn} of ${total} bytes.`);
      return rate;
    },
  );
}
