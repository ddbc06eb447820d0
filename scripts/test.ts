/**
 * `npm test`: the build, then every test, format, lint, types and what nobody uses, then one line that counts. Goes on after a failure, so
 * that one run tells everything. Two things run at a time; what they write is shown in turn.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { z } from 'zod';
import { listenForStop } from '../electron/cli/stopSignal.ts';
import { chromiumVariable, ensureChromium } from '../test/support/chromium.ts';
import { outcomesVariable } from '../test/support/outcomeReporter.ts';
import { runChild } from './childProcess.ts';
import { OrderedOutput, type OutputPart } from './orderedOutput.ts';
import { playwrightSuiteSchema } from './playwrightReport.ts';
import { describeRetried, retriedIn, retriedTestSchema, type RetriedTest } from './retriedTests.ts';
import { describeSkipped, skippedIn, skippedTestSchema, type SkippedTest } from './skippedTests.ts';

interface Tally {
  passed: number;
  failed: number;
  skipped: readonly SkippedTest[];
  /** Among those that passed. */
  retried: readonly RetriedTest[];
}

/** A check, or a runner that wrote no report. */
const noTests: Pick<Tally, 'skipped' | 'retried'> = { skipped: [], retried: [] };

/** A test that fails is run once more, and told by name when it passes then: two attempts on a busy machine seldom have the same bad luck. */
const retries = 1;

const root = resolve(import.meta.dirname, '..');
const stop = listenForStop();
const reports = mkdtempSync(join(tmpdir(), 'wirebench-test-'));
const environment: NodeJS.ProcessEnv = {
  ...process.env,
  // They write into a pipe, which ends at the terminal.
  ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}),
  // The type checker is a Go program: collecting its garbage less often saves a sixth of its time. With one thread it resolves each type
  // once, and not once for each thread, which saves another sixth; the tests have the other core.
  GOGC: process.env['GOGC'] ?? '400',
  GOMAXPROCS: process.env['GOMAXPROCS'] ?? '1',
  // Every start of the workbench compiles the same program.
  NODE_COMPILE_CACHE: join(reports, 'compiled'),
  PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
};

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numFailedTestSuites: z.number(),
});
const outcomesSchema = z.strictObject({
  skipped: z.array(skippedTestSchema),
  retried: z.array(retriedTestSchema),
});
const playwrightReport = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
  }),
  suites: z.array(playwrightSuiteSchema),
  errors: z.array(z.unknown()),
});

/** Something that passes or fails, and writes where it is told to. */
type Step = (output: OutputPart) => Promise<Tally>;

async function run(output: OutputPart, command: string, ...parameters: string[]): Promise<boolean> {
  output.write(`\n— ${[command, ...parameters].join(' ')}\n`);
  const outcome = await runChild(command, parameters, {
    cwd: root,
    stop,
    output: (text) => output.write(text),
    environment,
    shell: process.platform === 'win32',
  });
  output.write(outcome.output);
  return outcome.status === 0;
}

/** A check that is either right or wrong as a whole. */
function check(command: string, ...parameters: string[]): Step {
  return async (output) => {
    const passed = await run(output, command, ...parameters);
    return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, ...noTests };
  };
}

/** Reads a runner's own count. A runner that wrote none has failed, and so has one that fails without a failed test. */
function count<Report>(
  path: string,
  schema: z.ZodType<Report>,
  succeeded: boolean,
  output: OutputPart,
  tally: (report: Report) => Tally,
): Tally {
  try {
    const counted = tally(schema.parse(JSON.parse(readFileSync(path, 'utf8'))));
    return succeeded || counted.failed > 0 ? counted : { ...counted, failed: 1 };
  } catch (error) {
    output.write(`The tests wrote no report: ${String(error)}\n`);
    return { passed: 0, failed: 1, ...noTests };
  }
}

async function vitest(output: OutputPart): Promise<Tally> {
  const path = join(reports, 'vitest.json');
  const outcomesPath = join(reports, 'outcomes.json');
  environment[outcomesVariable] = outcomesPath;
  const succeeded = await run(
    output,
    'vitest',
    'run',
    '--reporter=default',
    '--reporter=json',
    '--reporter=./test/support/outcomeReporter.ts',
    `--retry=${retries}`,
    `--outputFile.json=${path}`,
  );
  return count(path, vitestReport, succeeded, output, (report) => ({
    passed: report.numPassedTests,
    // A file that does not load has no tests of its own to fail.
    failed: Math.max(report.numFailedTests, report.numFailedTestSuites > 0 ? 1 : 0),
    ...outcomesSchema.parse(JSON.parse(readFileSync(outcomesPath, 'utf8'))),
  }));
}

async function playwright(output: OutputPart): Promise<Tally> {
  const path = join(reports, 'playwright.json');
  environment[chromiumVariable] = ensureChromium();
  environment['PLAYWRIGHT_JSON_OUTPUT_NAME'] = path;
  const succeeded = await run(output, 'playwright', 'test', '--reporter=list,json', `--retries=${retries}`);
  return count(path, playwrightReport, succeeded, output, ({ stats, suites, errors }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: suites.flatMap(skippedIn),
    retried: suites.flatMap(retriedIn),
  }));
}

async function attempt(step: Step, output: OutputPart): Promise<Tally> {
  try {
    return await step(output);
  } catch (error) {
    output.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return { passed: 0, failed: 1, ...noTests };
  } finally {
    output.end();
  }
}

/** Begins the next step where one has ended, so that two run at a time. */
async function twoAtATime(steps: readonly Step[]): Promise<Tally[]> {
  const ordered = new OrderedOutput((text) => void process.stdout.write(text));
  const left = steps.map((step, index) => ({ step, index, output: ordered.part() }));
  const tallies: Tally[] = [];
  const lane = async (): Promise<void> => {
    for (let next = left.shift(); next; next = left.shift()) {
      tallies[next.index] = await attempt(next.step, next.output);
    }
  };
  await Promise.all([lane(), lane()]);
  return tallies;
}

const build = [check('oxfmt', '--check'), check('electron-vite', 'build', '--logLevel', 'warn')];
// The checks only compute, and fill the processor where tests wait. They begin when the first of the two halves has ended.
const testsAndChecks = [
  vitest,
  playwright,
  check('oxlint', '--type-aware', '--type-check', '--deny-warnings'),
  check('knip'),
  check('knip', '--production'),
  check('node', 'scripts/unusedExports.ts'),
];
// The tests want the build.
const tallies = [...(await twoAtATime(build)), ...(await twoAtATime(testsAndChecks))];
// A process that is just ending may still be writing what it has compiled.
rmSync(reports, { recursive: true, force: true, maxRetries: 10 });
const total = (key: 'passed' | 'failed'): number => tallies.reduce((sum, tally) => sum + tally[key], 0);
const skipped = tallies.flatMap((tally) => tally.skipped);
const retried = tallies.flatMap((tally) => tally.retried);
process.stdout.write(`\n${describeSkipped(skipped)}${describeRetried(retried)}`);
const counts = [
  `${total('passed')} passed`,
  `${total('failed')} failed`,
  ...(skipped.length > 0 ? [`${skipped.length} skipped`] : []),
  ...(retried.length > 0 ? [`${retried.length} run twice`] : []),
];
process.stdout.write(`\n${counts.join(', ')}\n`);
process.exitCode = total('failed') === 0 ? 0 : 1;
