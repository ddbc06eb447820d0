import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { portOf } from '../../support/peers.ts';
import type { Bench, Benchmark } from '../benchmark.ts';
import { portOfSession } from '../../support/sessionBench.ts';
import { BenchEngine } from '../benchEngine.ts';
import { AskedProcess } from '../processes/askedProcess.ts';
import { resultOf } from '../report/pairs.ts';
import type { BenchmarkResult } from '../report/result.ts';
import { median } from '../report/statistics.ts';

/** What Wirebench asks the system for; bare node:dgram gets the same. */
const receiveBufferBytes = 4 * 1024 * 1024;
const datagramBytes = 64;
/** A tenth: finer steps would find the noise. */
const step = 1.1;
const firstRate = 80_000;
/** 5,000/s: below that the machine does something else. */
const lowestRate = 5000;
/** The sender is at its end when it gets less than that done. */
const leastOfRate = 0.97;
/** 200 ms without a datagram, and no more will come. */
const silenceMs = 200;

const sentSchema = z.strictObject({ sent: z.int(), tookSeconds: z.number() });

interface Trial {
  readonly sent: number;
  readonly received: number;
  readonly perSecond: number;
}
/** Receives what is sent at this rate. */
type Receiver = (perSecond: number) => Promise<Trial>;

interface Highest {
  readonly perSecond: number;
  readonly endedBySender: boolean;
}

export const udpReceived: Benchmark = {
  name: 'udp-received',
  what: 'UDP received, 64 B, recorded: the highest rate without loss, against bare node:dgram with the same buffer',
  run: runUdpReceived,
};

async function runUdpReceived(bench: Bench): Promise<BenchmarkResult> {
  await using sender = AskedProcess.start('udpSender.ts');
  await using engine = await BenchEngine.start(bench.folder);
  // Longer than what the receiving side may keep in memory lasts: it has to keep up.
  const seconds = bench.size(3, 0.5);
  const receivers = { ours: recording(engine, sender, seconds), theirs: bare(sender, seconds) };
  const rounds = bench.rounds(3);
  const found = { ours: new Array<Highest>(), theirs: new Array<Highest>() };
  for (let round = 0; round < rounds; round += 1) {
    for (const side of round % 2 === 0 ? (['ours', 'theirs'] as const) : (['theirs', 'ours'] as const)) {
      // Two steps below what was found before: the way up again is short, and a bad first round does no harm.
      const start = (found[side].at(-1)?.perSecond ?? firstRate * step ** 2) / step ** 2;
      const highest = await highestRate(start, receivers[side]);
      bench.say(`${side === 'ours' ? 'recorded' : 'bare'}: ${Math.round(highest.perSecond)}/s`);
      found[side].push(highest);
    }
  }
  return describe(found.ours, found.theirs, rounds, seconds);
}

function describe(ours: Highest[], theirs: Highest[], rounds: number, seconds: number): BenchmarkResult {
  const rates = (side: readonly Highest[]): number[] => side.map(({ perSecond }) => perSecond);
  const comparison = {
    what: 'UDP received without loss, 64 B',
    unit: 'datagrams/s',
    better: 'higher',
    against: 'node:dgram',
    aim: 0.8,
  } as const;
  const limited = [...ours, ...theirs].filter(({ endedBySender }) => endedBySender).length;
  return {
    rounds,
    comparisons: [resultOf(comparison, rates(ours), rates(theirs))],
    figures: [
      {
        what: 'UDP received without loss, recorded',
        value: median(rates(ours)),
        unit: 'datagrams/s',
        aim: { atLeast: 100_000 },
      },
    ],
    notes: [
      `Rates in steps of a tenth, ${seconds} s each, a second try after a loss; both sides ask for a receive buffer of 4 MiB.`,
      ...(limited > 0 ? [`In ${limited} of ${rounds * 2} cases the sender could not send faster.`] : []),
    ],
  };
}

/** Up from `start` until datagrams are lost; or down, until none is. */
async function highestRate(start: number, receiver: Receiver): Promise<Highest> {
  let best = await passes(start, receiver);
  for (let rate = start / step; !best && rate >= lowestRate; rate /= step)
    best = await passes(rate, receiver);
  if (!best) throw new Error(`Even at ${lowestRate} datagrams/s some were lost.`);
  if (best.perSecond < start * leastOfRate) return best;
  for (let rate = start * step; !best.endedBySender; rate *= step) {
    const next = await passes(rate, receiver);
    if (!next) break;
    best = next.perSecond > best.perSecond ? next : { ...best, endedBySender: next.endedBySender };
  }
  return best;
}

/** Null when some were lost, twice. */
async function passes(rate: number, receiver: Receiver): Promise<Highest | null> {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const { sent, received, perSecond } = await receiver(rate);
    if (received === sent) return { perSecond, endedBySender: perSecond < rate * leastOfRate };
  }
  return null;
}

async function send(sender: AskedProcess, port: number, perSecond: number, seconds: number): Promise<Trial> {
  const question = { port, size: datagramBytes, perSecond, seconds };
  const { sent, tookSeconds } = await sender.ask(question, sentSchema);
  return { sent, received: 0, perSecond: sent / tookSeconds };
}

function bare(sender: AskedProcess, seconds: number): Receiver {
  return async (perSecond) => {
    const socket = createSocket({ type: 'udp4', recvBufferSize: receiveBufferBytes });
    let received = 0;
    socket.on('message', () => {
      received += 1;
    });
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    const trial = await send(sender, portOf(socket), perSecond, seconds);
    await silence(() => received);
    await new Promise<void>((resolve) => void socket.close(resolve));
    return { ...trial, received };
  };
}

/** What counts is what the file has in the end. */
function recording(engine: BenchEngine, sender: AskedProcess, seconds: number): Receiver {
  return (perSecond) =>
    engine.record(
      { kind: 'udp', address: '', bind: '127.0.0.1:0' },
      () => undefined,
      async (session) => {
        const trial = await send(sender, portOfSession(session), perSecond, seconds);
        await silence(() => session.info.value.payloadsIn);
        await session.close();
        return { ...trial, received: (await session.reader.info()).payloadsIn };
      },
    );
}

async function silence(count: () => number): Promise<void> {
  for (let before = -1; before !== count();) {
    before = count();
    await pause(silenceMs);
  }
}
