import { once } from 'node:events';
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { Bench, Benchmark } from '../benchmark.ts';
import { BenchEngine } from '../benchEngine.ts';
import { AskedProcess } from '../processes/askedProcess.ts';
import { compare, type Comparison } from '../report/pairs.ts';
import type { BenchmarkResult, Figure } from '../report/result.ts';
import { median, secondsSince } from '../report/statistics.ts';

/** 64 messages under way: enough to keep both sides busy, few enough to be a conversation and not a flood. */
const messagesUnderWay = 64;

interface Size {
  readonly what: string;
  readonly bytes: number;
  readonly count: number;
  readonly aim: number;
}

export const webSocketEcho: Benchmark = {
  name: 'ws-echo',
  what: 'WebSocket echo of 64 B, 1 KiB and 64 KiB, recorded both ways, against bare ws',
  run: runWebSocketEcho,
};

async function runWebSocketEcho(bench: Bench): Promise<BenchmarkResult> {
  await using peer = AskedProcess.start('peer.ts');
  await using engine = await BenchEngine.start(bench.folder);
  const { echo } = await peer.ask('ports', z.object({ echo: z.int() }));
  const sizes: Size[] = [
    { what: '64 B', bytes: 64, count: bench.size(100_000, 20_000), aim: 0.85 },
    { what: '1 KiB', bytes: 1024, count: bench.size(80_000, 10_000), aim: 0.9 },
    { what: '64 KiB', bytes: 65_536, count: bench.size(8000, 1000), aim: 0.8 },
  ];
  const rounds = bench.rounds(7);
  const comparisons = [];
  const figures: Figure[] = [];
  for (const size of sizes) {
    const spent = { ours: new Array<number>(), theirs: new Array<number>() };
    comparisons.push(await compare(echoOf(size, engine, echo, spent), rounds));
    figures.push(spentBy('recorded', size, spent.ours), spentBy('bare ws', size, spent.theirs));
  }
  return {
    rounds,
    comparisons,
    figures,
    notes: [
      'Both clients run in a process of their own, the echoing server in another; 64 messages are under way.',
      'Processor time is that of all threads of the client; it tells versions apart where a busy machine makes rates mean little.',
    ],
  };
}

function spentBy(side: string, { what }: Size, spentUs: readonly number[]): Figure {
  const value = median(spentUs);
  return { what: `processor time a message, ${what}, ${side}`, value, unit: 'µs', aim: null };
}

/** What was spent for each message is noted in `spent`, in microseconds, once a run. */
function echoOf(
  { what, bytes, count, aim }: Size,
  engine: BenchEngine,
  port: number,
  spent: { readonly ours: number[]; readonly theirs: number[] },
): Comparison {
  const url = `ws://127.0.0.1:${port}/`;
  return {
    what: `WebSocket echo, ${what}`,
    unit: 'messages/s',
    better: 'higher',
    against: 'ws',
    ours: () => noting(spent.ours, count, () => recordedEcho(engine, url, count, Buffer.alloc(bytes, 'x'))),
    theirs: () => noting(spent.theirs, count, () => bareEcho(url, count, Buffer.alloc(bytes, 'x'))),
    aim,
  };
}

async function noting(spentUs: number[], count: number, run: () => Promise<number>): Promise<number> {
  const before = process.cpuUsage();
  const rate = await run();
  const { user, system } = process.cpuUsage(before);
  spentUs.push((user + system) / count);
  return rate;
}

/** Sends `count` messages, `messagesUnderWay` of them at a time; resolves when as many have come back. */
class Conversation {
  readonly done = Promise.withResolvers<void>();
  private readonly count: number;
  private readonly sendOne: () => void;
  private sent = 0;
  private received = 0;

  constructor(count: number, sendOne: () => void) {
    this.count = count;
    this.sendOne = sendOne;
  }

  /** Gives messages per second. */
  async run(): Promise<number> {
    const start = process.hrtime.bigint();
    for (let index = 0; index < messagesUnderWay; index += 1) this.send();
    await this.done.promise;
    return this.count / secondsSince(start);
  }

  cameBack(): void {
    this.received += 1;
    if (this.received === this.count) this.done.resolve();
    else this.send();
  }

  private send(): void {
    if (this.sent >= this.count) return;
    this.sent += 1;
    this.sendOne();
  }
}

async function bareEcho(url: string, count: number, message: Buffer): Promise<number> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  await once(socket, 'open');
  const conversation = new Conversation(count, () => socket.send(message));
  socket.on('message', () => conversation.cameBack());
  const rate = await conversation.run();
  socket.close();
  await once(socket, 'close');
  return rate;
}

/** The same with a session of the engine, every message recorded in both directions. */
async function recordedEcho(
  engine: BenchEngine,
  url: string,
  count: number,
  message: Buffer,
): Promise<number> {
  const ring: { conversation?: Conversation } = {};
  return engine.record(
    { kind: 'ws-client', address: url },
    ({ kind, direction }) => {
      if (kind === 'binary' && direction === 'in') ring.conversation?.cameBack();
    },
    (session) => {
      const conversation = new Conversation(count, () => {
        session.send(1, 'binary', message).catch(conversation.done.reject);
      });
      ring.conversation = conversation;
      return conversation.run();
    },
  );
}
