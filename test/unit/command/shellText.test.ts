import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandsFor } from '../../../shared/command/commandsFor.ts';
import {
  canBePasted,
  formatCommand,
  quoteForCmd,
  quoteForPosix,
  quoteForPowerShell,
} from '../../../shared/command/shellText.ts';
import { hostileEndpoints } from './endpoints.ts';

const run = promisify(execFile);

/** What a real shell makes of a command: the words that it would give to the program. */
async function wordsOf(script: string): Promise<string[]> {
  const running = run('sh', ['-s'], { env: {}, cwd: '/', maxBuffer: 64 * 1024 * 1024 });
  // Not as an argument: the system takes none of more than 128 KiB.
  running.child.stdin?.end(script);
  const { stdout } = await running;
  return stdout.split('\0').slice(0, -1);
}

describe('a command for a POSIX shell', () => {
  it('is read back by a real shell into the very same arguments, whatever is in the connection', async () => {
    const commands = fc.sample(hostileEndpoints, 300).flatMap((endpoint) => commandsFor(endpoint));
    expect(commands.length).toBeGreaterThan(300);
    // One shell for all of them: the first line of each text is the command, the others are comments.
    const script = commands.map((command) => `printf '%s\\0' ${formatCommand(command, 'posix')}`).join('\n');
    expect(await wordsOf(script)).toEqual(commands.flatMap((command) => command.arguments));
  });

  it('keeps any text whole, line breaks and quotes too', async () => {
    const sign = fc.oneof(
      fc.constantFrom(...`'"\`$\\\n\t\u001b\u202e`.split('')),
      fc.constant('\u00e9'),
      fc.constant('🙂'),
    );
    const words = fc.sample(fc.string({ unit: sign, maxLength: 20 }), 200);
    expect(await wordsOf(`printf '%s\\0' ${words.map(quoteForPosix).join(' ')}`)).toEqual(words);
  });

  it('leaves alone what needs no quotes', () => {
    expect(quoteForPosix('tcp://127.0.0.1:9000')).toBe('tcp://127.0.0.1:9000');
    expect(quoteForPosix('')).toBe("''");
    expect(quoteForPosix("it's")).toBe(String.raw`'it'\''s'`);
  });
});

describe('a command for Windows', () => {
  it('doubles every sign that PowerShell takes for a single quote', () => {
    expect(quoteForPowerShell("a'b\u2019c")).toBe("'a''b\u2019\u2019c'");
    expect(quoteForPowerShell('$(id)')).toBe("'$(id)'");
    expect(quoteForPowerShell('--header')).toBe("'--header'");
    expect(quoteForPowerShell('@file')).toBe("'@file'");
  });

  it('hides every sign from cmd, and doubles the backslashes before a quote', () => {
    expect(quoteForCmd('a&b')).toBe('^"a^&b^"');
    expect(quoteForCmd('%PATH%')).toBe('^"^%PATH^%^"');
    expect(quoteForCmd('a\\"b')).toBe('^"a\\\\\\^"b^"');
    expect(quoteForCmd('ends\\ ')).toBe('^"ends\\^ ^"');
    expect(quoteForCmd('end s\\')).toBe('^"end^ s\\\\^"');
  });

  it('is read back by the rules of each into the same words', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...`'"\u2018\u2019\\^%&|<> ()!,;=a$@\``.split('')), { maxLength: 12 }),
        (signs) => {
          const text = signs.join('');
          expect(readPowerShellWord(quoteForPowerShell(text))).toBe(text);
          expect(readArgument(readCmd(quoteForCmd(text)))).toBe(text);
        },
      ),
    );
  });
});

describe('what cannot be pasted into a terminal safely', () => {
  it.each(['a\nb', '\u001b[201~id', 'a\u202eb', 'zero\u200bwidth', '\u009b', '\ud800'])(
    'is not offered: %j',
    (text) => {
      expect(canBePasted({ tool: 'ncat', arguments: ['ncat', text], notes: [] })).toBe(false);
    },
  );

  it('leaves names of every script alone', () => {
    expect(canBePasted({ tool: 'ncat', arguments: ['ncat', 'مثال.example', '例え', '🙂'], notes: [] })).toBe(
      true,
    );
  });
});

describe('the notes of a command', () => {
  it('hold nothing that a shell takes for its own, and nothing of the connection', () => {
    const notes = new Set(
      fc
        .sample(hostileEndpoints, 500)
        .flatMap((endpoint) => commandsFor(endpoint))
        .flatMap(({ notes: said }) => said),
    );
    for (const note of notes) expect(note).toMatch(/^[A-Za-z0-9 ,.:/-]+$/);
    expect(notes.size).toBeLessThan(60);
  });
});

function readPowerShellWord(word: string): string {
  if (!word.startsWith("'")) return word;
  return word.slice(1, -1).replaceAll(/['\u2018\u2019\u201a\u201b]{2}/g, (pair) => pair[0] ?? '');
}

/** What is left when cmd has taken its carets away: everything it would act on must have had one. */
function readCmd(text: string): string {
  expect(text.replaceAll(/\^./gs, '')).not.toMatch(/[()%!^"<>&|;,\s]/);
  return text.replaceAll(/\^(.)/gs, '$1');
}

/** The rules of the runtime of C on Windows: 2n backslashes and a quote, 2n+1 and a quote that is meant, else backslashes. */
function readArgument(text: string): string {
  if (!text.startsWith('"')) return text;
  return text
    .slice(1, -1)
    .replaceAll(/(\\+)(?=")/g, (slashes) => '\\'.repeat(slashes.length >> 1))
    .replace(/\\+$/, (slashes) => '\\'.repeat(slashes.length >> 1));
}
