import { z } from 'zod';
import { specsOf, type PlaywrightSuite } from './playwrightReport.ts';

/** A test that failed, and passed when it was run once more. `problem`: why it failed, or null where the runner does not tell. */
export const retriedTestSchema = z.strictObject({
  file: z.string(),
  name: z.string(),
  problem: z.string().nullable(),
});
export type RetriedTest = z.infer<typeof retriedTestSchema>;

/** A line for each, with the first line of why it failed; empty when there was none. */
export function describeRetried(tests: readonly RetriedTest[]): string {
  if (tests.length === 0) return '';
  const lines = tests.map(({ file, name, problem }) => {
    const why = problem?.split('\n').find((line) => line.trim() !== '');
    return `  “${name}” of ${file}: ${why ?? 'no reason is given'}`;
  });
  return `Failed, and passed when run once more; each is a fault to be found:\n${lines.join('\n')}\n`;
}

/** The tests of a report of Playwright that passed only at a later attempt. */
export function retriedIn(suite: PlaywrightSuite): RetriedTest[] {
  return specsOf(suite).flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status === 'flaky')
      .map(({ results }) => ({
        file: `test/e2e/${file}`,
        name: title,
        problem: results.find(({ error }) => error)?.error?.message ?? null,
      })),
  );
}
