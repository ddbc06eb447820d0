import { describe, expect, it } from 'vitest';
import { describeSkipped, skippedIn } from '../../../scripts/skippedTests.ts';
import { needs, programs } from '../../support/needs.ts';

describe('tests that were skipped', () => {
  it('are named, each with the reason', () => {
    const file = 'test/integration/dns.test.ts';
    expect(
      describeSkipped([
        { file, name: 'a DNS server answers', why: 'dnsmasq is not installed' },
        { file, name: 'a name has IPv6', why: 'this machine has no IPv6' },
        { file: 'test/unit/x.test.ts', name: 'x', why: null },
      ]),
    ).toBe(
      [
        'Skipped, and why:',
        `  “a DNS server answers” of ${file}: dnsmasq is not installed`,
        `  “a name has IPv6” of ${file}: this machine has no IPv6`,
        '  “x” of test/unit/x.test.ts: no reason is given',
        '',
      ].join('\n'),
    );
  });

  it('are counted where one reason skips many of a file', () => {
    const tests = ['1', '2', '3', '4'].map((name) => ({
      file: 'a.test.ts',
      name,
      why: 'socat is not installed',
    }));
    expect(describeSkipped(tests)).toBe(
      'Skipped, and why:\n  4 tests of a.test.ts: socat is not installed\n',
    );
  });

  it('are not spoken of when there are none', () => {
    expect(describeSkipped([])).toBe('');
  });

  it('of Playwright have their reasons, too', () => {
    const spec = (title: string, status: string, description?: string) => ({
      title,
      file: 'x.spec.ts',
      tests: [
        {
          status,
          annotations: description === undefined ? [] : [{ type: 'skip', description }],
          results: [],
        },
      ],
    });
    expect(
      skippedIn({
        specs: [spec('runs', 'expected')],
        suites: [{ specs: [spec('talks to redis', 'skipped', 'redis-server is not installed here')] }],
      }),
    ).toEqual([
      {
        file: 'test/e2e/x.spec.ts',
        name: 'talks to redis',
        why: 'redis-server is not installed here',
      },
    ]);
  });
});

describe('what a test needs', () => {
  it('skips it for the first thing that is missing, and says which', () => {
    expect(needs(null, null)).toEqual({});
    expect(needs(null, 'it rains', 'it snows')).toEqual({ skip: true, meta: { skippedBecause: 'it rains' } });
    expect(programs('sh')).toBe(null);
    expect(programs('sh', 'no-such-program')).toBe('no-such-program is not installed');
    expect(programs('no-such-program', 'nor-this')).toBe('no-such-program and nor-this are not installed');
  });
});
