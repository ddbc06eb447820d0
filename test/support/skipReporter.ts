import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import type { SkippedTest } from '../../scripts/skippedTests.ts';

/** Names the file that gets the skipped tests with their reasons, as JSON. */
export const skippedVariable = 'WIREBENCH_SKIPPED_TESTS';

/** Tells which tests were skipped and why: by `needs`, or by what a test gave its `skip`. */
export default class SkipReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const path = process.env[skippedVariable];
    if (path === undefined) return;
    const skipped = modules.flatMap((module) => [...module.children.allTests('skipped')].map(describe));
    writeFileSync(path, JSON.stringify(skipped));
  }
}

function describe(test: TestCase): SkippedTest {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  const why = note ?? test.meta().skippedBecause ?? null;
  return { file: relative(process.cwd(), test.module.moduleId), name: test.fullName, why };
}
