import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import type { RetriedTest } from '../../scripts/retriedTests.ts';
import type { SkippedTest } from '../../scripts/skippedTests.ts';

/** Names the file that gets the tests that were skipped or run twice, as JSON (`outcomesSchema` in `scripts/test.ts`). */
export const outcomesVariable = 'WIREBENCH_TEST_OUTCOMES';

/** Tells which tests were skipped and why (by `needs`, or by what a test gave its `skip`), and which passed only at the second attempt. */
export default class OutcomeReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const path = process.env[outcomesVariable];
    if (path === undefined) return;
    const skipped = modules.flatMap((module) =>
      [...module.children.allTests('skipped')].map(describeSkipped),
    );
    const retried = modules.flatMap((module) =>
      [...module.children.allTests('passed')].filter((test) => test.diagnostic()?.flaky).map(describeRetried),
    );
    writeFileSync(path, JSON.stringify({ skipped, retried }));
  }
}

function describeSkipped(test: TestCase): SkippedTest {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  const why = note ?? test.meta().skippedBecause ?? null;
  return { ...nameOf(test), why };
}

/** Vitest keeps the errors of the attempts before the one that passed. */
function describeRetried(test: TestCase): RetriedTest {
  const [error] = test.result().errors ?? [];
  return { ...nameOf(test), problem: error?.message ?? null };
}

function nameOf(test: TestCase): { readonly file: string; readonly name: string } {
  return { file: relative(process.cwd(), test.module.moduleId), name: test.fullName };
}
