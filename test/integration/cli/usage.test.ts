import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { runHere as run, run as runProcess } from '../../support/wirebench.ts';

const somewhere = 'tcp://127.0.0.1:9';

const mistakes: readonly (readonly [string, readonly string[], string])[] = [
  ['no command', [], 'Say what to do.'],
  ['an unknown command', ['frobnicate'], 'There is no command “frobnicate”.'],
  ['an unknown option', ['connect', somewhere, '--frob'], "Unknown option '--frob'."],
  ['an option without its value', ['connect', somewhere, '--until'], 'argument missing'],
  ['no URL', ['connect'], 'The URL to connect to is missing.'],
  ['two URLs', ['connect', somewhere, 'tcp://x:1'], '“tcp://x:1” is one argument too many.'],
  ['an unknown scheme', ['connect', 'ftp://x:1'], 'Wirebench does not know ftp://.'],
  ['no port', ['connect', 'tcp://127.0.0.1'], 'Add a port, as in :9000.'],
  ['port 0 to connect to', ['connect', 'tcp://127.0.0.1:0'], 'Nobody listens on port 0.'],
  ['wss to listen at', ['listen', 'wss://127.0.0.1:0'], 'Write ws:// instead of wss://.'],
  ['--until 0', ['connect', somewhere, '--until', '0'], '--until takes a number from 1 on'],
  ['--for never', ['connect', somewhere, '--for', 'never'], '“never” is not a duration.'],
  ['--for beyond a timer', ['connect', somewhere, '--for', '10000h'], '24 days at most'],
  ['a header over TCP', ['connect', somewhere, '--header', 'A: b'], '--header is for WebSockets'],
  ['a header without a colon', ['connect', 'ws://x:1', '--header', 'A'], "'Name: value'"],
  [
    'a header with a line break',
    ['connect', 'ws://x:1', '--header', 'A: b\nc: d'],
    '--header: A header value has no line breaks',
  ],
  [
    'a subprotocol with a space',
    ['connect', 'ws://x:1', '--subprotocol', 'a b'],
    '--subprotocol: Use letters',
  ],
  [
    'a choice that is none',
    ['listen', 'tcp://127.0.0.1:0', '--when-disk-fails', 'panic'],
    '--when-disk-fails takes continue or pause, not “panic”',
  ],
  ['a size that is none', ['connect', 'ws://x:1', '--max-message', '0'], '--max-message takes a size'],
  [
    'text that is no UTF-8 over a WebSocket',
    ['connect', 'ws://x:1', '--send', '\\xff'],
    'Send it as binary.',
  ],
  [
    'a file that is not there',
    ['connect', somewhere, '--send-file', '/nowhere'],
    '--send-file: /nowhere cannot be read',
  ],
  ['a folder as file', ['connect', somewhere, '--send-file', '/'], '--send-file: / is not a file.'],
  [
    'a folder to save into that is not there',
    ['connect', somewhere, '--save', '/nowhere/x.wbs'],
    'There is no folder /nowhere',
  ],
  ['no file to show', ['show', '/nowhere.wbs'], 'There is no file /nowhere.wbs.'],
  ['no URL to replay to', ['replay', 'package.json'], '--to is missing'],
  [
    'an unknown timing',
    ['replay', 'package.json', '--to', somewhere, '--timing', 'slow'],
    '--timing takes original, fast or wait.',
  ],
  [
    'a speed without original timing',
    ['replay', 'package.json', '--to', somewhere, '--timing', 'fast', '--speed', '2'],
    '--speed goes with --timing original only.',
  ],
  ['a port that is none', ['serve', '--port', '65536'], '--port takes a number from 0 to 65535'],
  ['an argument that serve does not take', ['serve', 'here'], '“here” is one argument too many.'],
];

describe('wrong usage', () => {
  it.each(mistakes)(
    '%s is exit status 2, with a sentence on stderr and nothing on stdout',
    async (_, args, sentence) => {
      const { status, stdout, stderr } = await run(...args);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toContain(sentence);
    },
  );

  it('shows where in the hex the mistake is', async () => {
    const { status, stderr } = await run('connect', somewhere, '--send-hex', '50 4z 47');
    expect(status).toBe(2);
    const [, shown = '', carets = ''] = stderr.split('\n');
    expect(shown).toBe('  --send-hex 50 4z 47');
    expect(carets.trim()).toMatch(/^\^+$/);
    expect(shown.slice(carets.indexOf('^'))).toMatch(/^4?z/);
  });

  it('shows where in the text the mistake is, with nothing raw', async () => {
    const { stderr } = await run('connect', somewhere, '--send', '\x1b[31m\\q');
    const [, shown = '', carets = ''] = stderr.split('\n');
    expect(stderr).not.toContain('\x1b');
    expect(shown.slice(carets.indexOf('^'))).toBe('\\q');
  });

  it('overwrites nothing', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'there.wbs');
    await writeFile(file, 'mine');
    const { status, stderr } = await run('connect', somewhere, '--save', file);
    expect(status).toBe(2);
    expect(stderr).toContain('is there already, and --save overwrites nothing. Choose another name.');
  });
});

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
      expect(stdout.split('\n').filter((text) => text.length > 84)).toEqual([]);
    },
  );

  it('has a version', async () => {
    expect((await run('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
