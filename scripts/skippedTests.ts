import { z } from 'zod';

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

/** As much of Playwright's report as tells of skipped tests. */
const playwrightSpecSchema = z.object({
  title: z.string(),
  file: z.string(),
  tests: z.array(
    z.object({
      status: z.string(),
      annotations: z.array(z.object({ type: z.string(), description: z.string().optional() })),
    }),
  ),
});
interface PlaywrightSuite {
  readonly specs: z.infer<typeof playwrightSpecSchema>[];
  readonly suites?: PlaywrightSuite[] | undefined;
}
export const playwrightSuiteSchema: z.ZodType<PlaywrightSuite> = z.object({
  specs: z.array(playwrightSpecSchema),
  suites: z.array(z.lazy(() => playwrightSuiteSchema)).optional(),
});

/** The skipped tests of a report of Playwright. */
export function skippedIn({ specs, suites = [] }: PlaywrightSuite): SkippedTest[] {
  const own = specs.flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status === 'skipped')
      .map(({ annotations }) => ({
        file: `test/e2e/${file}`,
        name: title,
        why: annotations.find(({ type }) => type === 'skip')?.description ?? null,
      })),
  );
  return [...own, ...suites.flatMap(skippedIn)];
}
