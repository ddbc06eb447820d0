import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Bench, Benchmark } from '../benchmark.ts';
import type { AppendQuestion } from '../processes/appender.ts';
import { AskedProcess } from '../processes/askedProcess.ts';
import { compare } from '../report/pairs.ts';
import type { BenchmarkResult, Figure } from '../report/result.ts';
import { median } from '../report/statistics.ts';

const megabyte = 1e6;
const million = 1_000_000;
const answerSchema = z.strictObject({
  seconds: z.number(),
  atMarks: z.array(z.number()),
  mostBytes: z.number(),
});
type Answer = z.infer<typeof answerSchema>;

export const tenMillion: Benchmark = {
  name: 'ten-million',
  what: '10 million records of 64 B through the store: records/s against the bare SQLite insert loop, and resident memory',
  run: runTenMillion,
};

async function runTenMillion(bench: Bench): Promise<BenchmarkResult> {
  const records = bench.size(10 * million, million);
  const marks = [records / 10, records / 2, records];
  const recorded: Answer[] = [];
  const append = async (side: AppendQuestion['side']): Promise<number> => {
    const path = join(bench.folder, `${side}.wbs`);
    const question: AppendQuestion = { side, path, records, marks };
    // A fresh process each time: memory is what is measured.
    await using asked = AskedProcess.start('appender.ts');
    const answer = await asked.ask(question, answerSchema);
    await Promise.all([rm(path), rm(`${path}-journal`, { force: true })]);
    if (side === 'store') recorded.push(answer);
    bench.say(`${side}: ${answer.seconds.toFixed(1)} s`);
    return records / answer.seconds;
  };
  const rounds = bench.rounds(3);
  const comparison = await compare(
    {
      what: `${records / million} M records of 64 B`,
      unit: 'records/s',
      better: 'higher',
      against: 'INSERT loop',
      ours: () => append('store'),
      theirs: () => append('loop'),
      aim: 0.6,
    },
    rounds,
  );
  return {
    rounds,
    comparisons: [comparison],
    figures: memoryFigures(recorded, marks),
    notes: [
      'Each run is a process of its own, on a new file. The loop has the same table, settings and transactions.',
    ],
  };
}

function memoryFigures(answers: readonly Answer[], marks: readonly number[]): Figure[] {
  const figure = (what: string, bytes: number, aim: Figure['aim'] = null): Figure => ({
    what,
    value: bytes / megabyte,
    unit: 'MB',
    aim,
  });
  return [
    ...marks.map((mark, index) =>
      figure(
        `Resident at ${mark / million} M records`,
        median(answers.map(({ atMarks }) => atMarks[index] ?? Number.NaN)),
      ),
    ),
    figure(
      `Growth after ${(marks[0] ?? 0) / million} M, at most`,
      median(answers.map(({ mostBytes, atMarks }) => mostBytes - (atMarks[0] ?? Number.NaN))),
      { atMost: 20 },
    ),
  ];
}
