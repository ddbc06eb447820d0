/**
 * `npm run soak -- [MINUTES | --hours HOURS]`: 20,000 WebSocket messages a second over a real socket into a recorded session that a
 * window's subscription follows, for ten minutes. Prints memory, listeners, handles and latency every ten seconds, in a run of hours every
 * minute, and how they went. The exit status says whether nothing was lost, and nothing grew.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { BenchEngine } from '../benchEngine.ts';
import { AskedProcess } from '../processes/askedProcess.ts';
import { describeMachine } from '../report/machine.ts';
import { FollowedSession } from './followedSession.ts';
import { formatHeading, formatLine, isSound, summarize, summaryLines, type SoakLine } from './soakReport.ts';

const perSecond = 20_000;
const messageBytes = 64;
const usualMinutes = 10;
/** What comes last has to be seen within this. */
const catchUpMs = 10_000;

/** 1 GiB is kept of a run of hours: all of it would be some 8 GB an hour. */
const keptBytes = 1024 ** 3;

const { values, positionals } = parseArgs({ options: { hours: { type: 'string' } }, allowPositionals: true });
const isLong = values.hours !== undefined;
const minutes = isLong ? Number(values.hours) * 60 : Number(positionals[0] ?? usualMinutes);
if (!(minutes > 0)) {
  process.stderr.write('Usage: npm run soak -- [MINUTES | --hours HOURS]\n');
  process.exit(2);
}
/** So that there are enough lines to tell a trend by, and not thousands. */
const lineMs = minutes > 30 ? 60_000 : 10_000;

const seconds = Math.round(minutes * 60);
const folder = await mkdtemp(join(tmpdir(), 'wirebench-soak-'));
process.stdout.write(
  `${describeMachine()}; ${perSecond.toLocaleString('en')} messages/s of ${messageBytes} B for ${seconds} s\n\n${formatHeading()}\n`,
);
try {
  const { lines, sent, recorded, seen } = await soak();
  const summary = summarize(lines, { sent, recorded, seen });
  process.stdout.write(`\n${summaryLines(summary).join('\n')}\n`);
  const output = resolve(import.meta.dirname, '../../../out/bench');
  await mkdir(output, { recursive: true });
  const report = {
    machine: describeMachine(),
    date: new Date().toISOString(),
    perSecond,
    seconds,
    summary,
    lines,
  };
  await writeFile(join(output, 'soak.json'), `${JSON.stringify(report, null, 2)}\n`);
  process.exitCode = isSound(summary) ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function soak(): Promise<{ lines: SoakLine[]; sent: number; recorded: number; seen: number }> {
  await using flood = AskedProcess.start('wsFlood.ts');
  await using engine = await BenchEngine.start(folder);
  const { port } = await flood.ask('port', z.object({ port: z.int() }));
  const followed = new FollowedSession(engine.engine);
  return await engine.record(
    { kind: 'ws-client', address: `ws://127.0.0.1:${port}/` },
    (record) => followed.received(record),
    async (session) => {
      if (isLong) await session.act('keep', { limit: { bytes: keptBytes } });
      using _following = followed.follow(session);
      const lines: SoakLine[] = [];
      const timer = setInterval(() => {
        const line = followed.line();
        lines.push(line);
        process.stdout.write(`${formatLine(line)}\n`);
      }, lineMs);
      const question = { perSecond, seconds, size: messageBytes };
      const { sent } = await flood.ask(question, z.object({ sent: z.int() }));
      clearInterval(timer);
      const seen = await followed.seenAll(sent, catchUpMs);
      await session.close();
      // The file of a long run has the newest only.
      const { payloadsIn } = isLong ? session.info.value : await session.reader.info();
      return { lines, sent, recorded: payloadsIn - followed.goodbyes, seen };
    },
  );
}
