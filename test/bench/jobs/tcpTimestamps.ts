import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { closedPort } from '../../support/peers.ts';
import type { Bench, Benchmark } from '../benchmark.ts';
import { portOfSession } from '../../support/sessionBench.ts';
import { BenchEngine } from '../benchEngine.ts';
import { AskedProcess } from '../processes/askedProcess.ts';
import { lineBytes } from '../processes/writeAll.ts';
import { listening } from '../listening.ts';
import { compare } from '../report/pairs.ts';
import type { BenchmarkResult } from '../report/result.ts';
import { secondsSince } from '../report/statistics.ts';
import { findTool } from '../tools.ts';

export const tcpTimestamps: Benchmark = {
  name: 'tcp-times',
  what: 'TCP lines received and kept on the disk with their times, against ncat -l | ts',
  run: runTcpTimestamps,
};

async function runTcpTimestamps(bench: Bench): Promise<BenchmarkResult> {
  const missing = ['ncat', 'ts'].filter((tool) => findTool(tool) === null);
  if (missing.length > 0) {
    return {
      rounds: 0,
      comparisons: [],
      figures: [],
      notes: [`Not run: ${missing.join(' and ')} is not installed.`],
    };
  }
  await using sender = AskedProcess.start('sender.ts');
  await using engine = await BenchEngine.start(bench.folder);
  const lines = bench.size(500_000, 50_000);
  const rounds = bench.rounds(5);
  const comparison = await compare(
    {
      what: 'TCP received with times, 100 B lines',
      unit: 'lines/s',
      better: 'higher',
      against: 'ncat | ts',
      ours: () => recordLines(engine, sender, lines),
      theirs: () => stampLines(bench.folder, sender, lines),
      aim: 5,
    },
    rounds,
  );
  return {
    rounds,
    comparisons: [comparison],
    figures: [],
    notes: [
      'Wirebench keeps the time of each chunk that arrives, ts that of each line; both write to a file.',
    ],
  };
}

function sendLines(sender: AskedProcess, port: number, lines: number): Promise<null> {
  return sender.ask({ port, what: 'lines', total: lines * lineBytes }, z.null());
}

function recordLines(engine: BenchEngine, sender: AskedProcess, lines: number): Promise<number> {
  const closed = Promise.withResolvers<void>();
  return engine.record(
    { kind: 'tcp-server', address: 'tcp://127.0.0.1:0' },
    ({ kind }) => {
      if (kind === 'closed') closed.resolve();
    },
    async (session) => {
      const start = process.hrtime.bigint();
      await sendLines(sender, portOfSession(session), lines);
      await closed.promise;
      await session.close();
      const rate = lines / secondsSince(start);
      const { bytesIn } = await session.reader.info();
      if (bytesIn !== lines * lineBytes)
        throw new Error(`Recorded ${bytesIn} of ${lines * lineBytes} bytes.`);
      return rate;
    },
  );
}

/** The pipe that people use, as they write it. */
async function stampLines(folder: string, sender: AskedProcess, lines: number): Promise<number> {
  const port = await closedPort();
  const path = join(folder, 'stamped.log');
  const pipe = spawn('sh', ['-c', `ncat -l --recv-only 127.0.0.1 ${port} | ts '%.s' > "$1"`, 'sh', path]);
  const exited = once(pipe, 'exit');
  await listening(port);
  const start = process.hrtime.bigint();
  await sendLines(sender, port, lines);
  await exited;
  const rate = lines / secondsSince(start);
  if (statSync(path).size < lines * lineBytes) throw new Error('ncat and ts kept less than was sent.');
  await rm(path);
  return rate;
}
