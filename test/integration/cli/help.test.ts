import { describe, expect, it } from 'vitest';
import { run as runProcess } from '../../support/wirebench.ts';
import { runHere as run } from '../../support/wirebenchHere.ts';

describe('the program', () => {
  it('ends with the status of its command', async () => {
    expect((await runProcess('--version')).status).toBe(0);
    expect((await runProcess('connect')).status).toBe(2);
  });
});

describe('help', () => {
  it.each([['--help'], ['-h'], ['help']])('lists the commands for %s', async (word) => {
    const { status, stdout } = await run(word);
    expect(status).toBe(0);
    for (const command of ['serve', 'connect', 'listen', 'show', 'replay'])
      expect(stdout).toContain(`\n  ${command} `);
  });

  it.each([['serve'], ['connect'], ['listen'], ['show'], ['replay']])(
    'of %s has its options and examples, in 80 columns',
    async (command) => {
      const { status, stdout } = await run(command, '--help');
      expect(status).toBe(0);
      expect(stdout).toContain(`Usage: wirebench ${command}`);
      expect(stdout).toMatch(new RegExp(`\nExamples\n  wirebench ${command}\\b`));
      expect(stdout.split('\n').filter((text) => text.length > 80)).toEqual([]);
    },
  );

  it('has a version', async () => {
    expect((await run('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
