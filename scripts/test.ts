/**
 * `npm test`: format, lint, types, then every test, then one line that counts. Goes on after a failure, so that one run tells everything.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { z } from 'zod';
import { chromiumVariable, ensureChromium } from '../test/support/chromium.ts';
import { skippedVariable } from '../test/support/skipReporter.ts';
import {
  describeSkipped,
  playwrightSuiteSchema,
  skippedIn,
  skippedTestSchema,
  type SkippedTest,
} from './skippedTests.ts';

interface Tally {
  passed: number;
  failed: number;
  skipped: readonly SkippedTest[];
}

const root = resolve(import.meta.dirname, '..');
const reports = mkdtempSync(join(tmpdir(), 'wirebench-test-'));
const environment: NodeJS.ProcessEnv = {
  ...process.env,
  PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
};

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numFailedTestSuites: z.number(),
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

function run(command: string, ...parameters: string[]): boolean {
  process.stdout.write(`\n— ${[command, ...parameters].join(' ')}\n`);
  const { status } = spawnSync(command, parameters, {
    cwd: root,
    stdio: 'inherit',
    env: environment,
    shell: process.platform === 'win32',
  });
  return status === 0;
}

/** A check that is either right or wrong as a whole. */
function check(command: string, ...parameters: string[]): Tally {
  const passed = run(command, ...parameters);
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: [] };
}

/** Reads a runner's own count. A runner that wrote none has failed, and so has one that fails without a failed test. */
function count<Report>(
  path: string,
  schema: z.ZodType<Report>,
  succeeded: boolean,
  tally: (report: Report) => Tally,
): Tally {
  try {
    const counted = tally(schema.parse(JSON.parse(readFileSync(path, 'utf8'))));
    return succeeded || counted.failed > 0 ? counted : { ...counted, failed: 1 };
  } catch (error) {
    process.stdout.write(`The tests wrote no report: ${String(error)}\n`);
    return { passed: 0, failed: 1, skipped: [] };
  }
}

function vitest(): Tally {
  const path = join(reports, 'vitest.json');
  const skippedPath = join(reports, 'skipped.json');
  environment[skippedVariable] = skippedPath;
  const succeeded = run(
    'vitest',
    'run',
    '--reporter=default',
    '--reporter=json',
    '--reporter=./test/support/skipReporter.ts',
    `--outputFile.json=${path}`,
  );
  return count(path, vitestReport, succeeded, (report) => ({
    passed: report.numPassedTests,
    // A file that does not load has no tests of its own to fail.
    failed: Math.max(report.numFailedTests, report.numFailedTestSuites > 0 ? 1 : 0),
    skipped: z.array(skippedTestSchema).parse(JSON.parse(readFileSync(skippedPath, 'utf8'))),
  }));
}

function playwright(): Tally {
  const path = join(reports, 'playwright.json');
  environment[chromiumVariable] = ensureChromium();
  environment['PLAYWRIGHT_JSON_OUTPUT_NAME'] = path;
  const succeeded = run('playwright', 'test', '--reporter=list,json');
  return count(path, playwrightReport, succeeded, ({ stats, suites, errors }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: suites.flatMap(skippedIn),
  }));
}

function attempt(what: () => Tally): Tally {
  try {
    return what();
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return { passed: 0, failed: 1, skipped: [] };
  }
}

const steps: (() => Tally)[] = [
  () => check('oxfmt', '--check'),
  () => check('oxlint', '--type-aware', '--deny-warnings'),
  ...['shared', 'electron', 'renderer', 'test'].map((project) => () => check('tsc', '-p', project)),
  () => check('electron-vite', 'build', '--logLevel', 'warn'),
  vitest,
  playwright,
];
const tallies = steps.map(attempt);
rmSync(reports, { recursive: true, force: true });
const total = (key: 'passed' | 'failed'): number => tallies.reduce((sum, tally) => sum + tally[key], 0);
const skipped = tallies.flatMap((tally) => tally.skipped);
process.stdout.write(`\n${describeSkipped(skipped)}`);
const counts = [
  `${total('passed')} passed`,
  `${total('failed')} failed`,
  ...(skipped.length > 0 ? [`${skipped.length} skipped`] : []),
];
process.stdout.write(`\n${counts.join(', ')}\n`);
process.exitCode = total('failed') === 0 ? 0 : 1;
