import { formatCount } from '../../../shared/base/quantity.ts';
import type { Session } from '../../../electron/engine/session/session.ts';
import type { Bench, Benchmark } from '../benchmark.ts';
import { BenchEngine } from '../benchEngine.ts';
import { connectedSchema } from '../processes/connectedSchema.ts';
import { AskedProcess } from '../processes/askedProcess.ts';
import type { BenchmarkResult, Figure } from '../report/result.ts';
import { median } from '../report/statistics.ts';

/** A quarter of a frame: a window is told of its peers ten times a second, beside everything else. */
const mostListingMs = 4;
/** Half of a frame, after a key was pressed. */
const mostSearchMs = 8;
/** A few digits, as a person types them: the text of every peer is looked through. */
const searched = '1:42';

export const manyPeers: Benchmark = {
  name: 'many-peers',
  what: '10,000 clients of one TCP server: listing and searching them, against 100',
  run: runManyPeers,
};

interface Measured {
  readonly peers: number;
  readonly listingMs: number;
  readonly searchMs: number;
}

async function runManyPeers(bench: Bench): Promise<BenchmarkResult> {
  // The clients end first, so that the server closes without waiting for them.
  await using engine = await BenchEngine.start(bench.folder);
  await using asked = AskedProcess.start('idleClients.ts');
  const rounds = bench.rounds(200);
  const figures = await engine.record(
    { kind: 'tcp-server', address: 'tcp://127.0.0.1:0' },
    () => undefined,
    async (session) => {
      const port = Number(new URL(session.info.value.url ?? '').port);
      const measured: Measured[] = [];
      for (const clients of [100, bench.size(10_000, 300)]) {
        await asked.ask({ port, clients }, connectedSchema);
        await allAreThere(session, clients);
        measured.push(measure(session, rounds));
      }
      return measured.flatMap((each, place) => figuresOf(each, place === 1));
    },
  );
  return {
    rounds,
    comparisons: [],
    figures,
    notes: [
      'The clients run in a process of their own. A list shows 500 peers at most, and is told as a whole.',
    ],
  };
}

async function allAreThere(session: Session, clients: number): Promise<void> {
  const waiting = new AbortController();
  for await (const _ of session.info.changes(waiting.signal)) if (session.peers().open >= clients) return;
}

function measure(session: Session, rounds: number): Measured {
  const timeOf = (search: string): number => {
    const samples = Array.from({ length: rounds }, () => {
      const startedMs = performance.now();
      session.peers({ search });
      return performance.now() - startedMs;
    });
    return median(samples);
  };
  return { peers: session.peers().open, listingMs: timeOf(''), searchMs: timeOf(searched) };
}

function figuresOf({ peers, listingMs, searchMs }: Measured, isAim: boolean): Figure[] {
  const figure = (what: string, value: number, atMost: number): Figure => ({
    what: `${what} ${formatCount(peers)} peers`,
    value,
    unit: 'ms',
    aim: isAim ? { atMost } : null,
  });
  return [figure('Listing', listingMs, mostListingMs), figure('Searching', searchMs, mostSearchMs)];
}
