import { z } from 'zod';

const specSchema = z.object({
  title: z.string(),
  file: z.string(),
  tests: z.array(
    z.object({
      status: z.string(),
      annotations: z.array(z.object({ type: z.string(), description: z.string().optional() })),
      results: z.array(z.object({ error: z.object({ message: z.string().optional() }).optional() })),
    }),
  ),
});

/** A test as Playwright reports it: a title, the file that it is in, and what became of each attempt. */
export type PlaywrightSpec = z.infer<typeof specSchema>;

export interface PlaywrightSuite {
  readonly specs: PlaywrightSpec[];
  readonly suites?: PlaywrightSuite[] | undefined;
}

/** As much of Playwright's JSON report as `npm test` reads. */
export const playwrightSuiteSchema: z.ZodType<PlaywrightSuite> = z.object({
  specs: z.array(specSchema),
  suites: z.array(z.lazy(() => playwrightSuiteSchema)).optional(),
});

/** The specs of a suite and of all suites in it. */
export function specsOf({ specs, suites = [] }: PlaywrightSuite): PlaywrightSpec[] {
  return [...specs, ...suites.flatMap(specsOf)];
}
