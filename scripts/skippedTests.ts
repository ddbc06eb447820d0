import { z } from 'zod';
import { specsOf, type PlaywrightSuite } from './playwrightReport.ts';

/** A test that was not run, and why not: a clause, or null where it gives none. */
export const skippedTestSchema = z.strictObject({
  file: z.string(),
  name: z.string(),
  why: z.string().nullable(),
});
export type SkippedTest = z.infer<typeof skippedTestSchema>;

/** 3 tests of one file that are skipped for one reason are named; more are counted. */
const namedTests = 3;

/** A line for each, or for each reason of a file with many; empty when none was skipped. */
export function describeSkipped(tests: readonly SkippedTest[]): string {
  if (tests.length === 0) return '';
  const groups = Map.groupBy(tests, ({ file, why }) => `${file}: ${why ?? 'no reason is given'}`);
  const lines = [...groups].flatMap(([place, group]) => {
    if (group.length > namedTests) return [`  ${group.length} tests of ${place}`];
    return group.map(({ name }) => `  “${name}” of ${place}`);
  });
  return `Skipped, and why:\n${lines.join('\n')}\n`;
}

/** The skipped tests of a report of Playwright. */
export function skippedIn(suite: PlaywrightSuite): SkippedTest[] {
  return specsOf(suite).flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status === 'skipped')
      .map(({ annotations }) => ({
        file: `test/e2e/${file}`,
        name: title,
        why: annotations.find(({ type }) => type === 'skip')?.description ?? null,
      })),
  );
}
