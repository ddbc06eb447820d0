import type { ToolCommand } from './toolCommand.ts';

/** The shells that a command can be written for. */
export type Shell = 'posix' | 'powershell' | 'cmd';

/** The shells of a platform as browsers name it, the usual one first: PowerShell and the command prompt on Windows, sh everywhere else. */
export function shellsOf(platform: string): readonly [Shell, ...Shell[]] {
  return platform.startsWith('Win') ? ['powershell', 'cmd', 'posix'] : ['posix'];
}

/** Characters that mean nothing special to any shell, anywhere in a word. */
const plainWord = /^[A-Za-z0-9_./:@%+-]+$/;

/** The command as text that a shell parses back into exactly these arguments, whatever they contain, followed by the notes as comments. */
export function formatCommand(command: ToolCommand, shell: Shell): string {
  const line = command.arguments.map((text) => quoteFor(shell, text)).join(' ');
  return [line, ...command.notes.map((note) => `${commentSign[shell]} ${note}`)].join('\n');
}

const commentSign: Readonly<Record<Shell, string>> = { posix: '#', powershell: '#', cmd: 'rem' };

function quoteFor(shell: Shell, text: string): string {
  switch (shell) {
    case 'posix':
      return quoteForPosix(text);
    case 'powershell':
      return quoteForPowerShell(text);
    case 'cmd':
      return quoteForCmd(text);
  }
}

/** POSIX.1-2024, Shell Command Language, 2.2.2: between single quotes every character is literal, except the single quote. */
export function quoteForPosix(text: string): string {
  return plainWord.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/**
 * about_Quoting_Rules: between single quotes every character is literal, and a single quote is doubled. PowerShell treats four typographic
 * quotes as single quotes too. Arguments with double quotes reach a program intact from version 7.3 on.
 */
export function quoteForPowerShell(text: string): string {
  // A leading % or @ is an operator in PowerShell.
  return /^[A-Za-z0-9_./:+-]+$/.test(text) && !text.startsWith('-')
    ? text
    : `'${text.replaceAll(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}

/**
 * For the prompt of cmd.exe. The program's runtime splits the words by double quotes and backslashes; cmd itself sees none of them, because
 * every character that is special to it, quotes included, has a caret before it. So a `%NAME%` is not replaced at the prompt.
 */
export function quoteForCmd(text: string): string {
  if (/^[A-Za-z0-9_./:@+-]+$/.test(text)) return text;
  const word = `"${text.replaceAll(/(\\*)"/g, String.raw`$1$1\"`).replaceAll(/(\\+)$/g, '$1$1')}"`;
  return word.replaceAll(/[()%!^"<>&|;,\s*?=]/g, '^$&');
}

/**
 * Whether the command can be pasted into a terminal at all: a control character could end the paste and press keys, a bidi control could
 * display a different command from the one that runs. Quoting helps against neither.
 */
export function canBePasted(command: ToolCommand): boolean {
  return command.arguments.every((text) => !unpastable.test(text));
}

/** Controls, formats (bidi, zero width), line separators, and halves of characters. */
const unpastable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
