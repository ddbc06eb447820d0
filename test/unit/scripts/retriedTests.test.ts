import { describe, expect, it } from 'vitest';
import { describeRetried, retriedIn } from '../../../scripts/retriedTests.ts';

describe('tests that passed only when run once more', () => {
  it('are named, each with the first line of why it failed', () => {
    expect(
      describeRetried([
        { file: 'test/e2e/tour.spec.ts', name: 'the tour', problem: '\nno tab was found\nwaiting for …' },
        { file: 'test/unit/x.test.ts', name: 'x', problem: null },
      ]),
    ).toBe(
      [
        'Failed, and passed when run once more; each is a fault to be found:',
        '  “the tour” of test/e2e/tour.spec.ts: no tab was found',
        '  “x” of test/unit/x.test.ts: no reason is given',
        '',
      ].join('\n'),
    );
  });

  it('are not spoken of when there are none', () => {
    expect(describeRetried([])).toBe('');
  });

  it('are found in a report of Playwright', () => {
    const spec = (title: string, status: string, results: { error?: { message: string } }[]) => ({
      title,
      file: 'x.spec.ts',
      tests: [{ status, annotations: [], results }],
    });
    const failed = { error: { message: 'no tab was found' } };
    expect(
      retriedIn({
        specs: [spec('passes at once', 'expected', [{}])],
        suites: [
          {
            specs: [
              spec('passes at last', 'flaky', [failed, {}]),
              spec('fails', 'unexpected', [failed, failed]),
            ],
          },
        ],
      }),
    ).toEqual([{ file: 'test/e2e/x.spec.ts', name: 'passes at last', problem: 'no tab was found' }]);
  });
});
