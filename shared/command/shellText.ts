import type { ToolCommand } from './toolCommand.ts';

/** The shells that a command can be written for. */
export type Shell = 'posix' | 'powershell' | 'cmd';

/** Letters that no shell takes for its own, wherever they stand in a word. */
const plainWord = /^[A-Za-z0-9_./:@%+-]+$/;

/**
 * The command as text that a shell reads back into exactly these arguments, whatever is in them; behind it the notes as comments.
 */
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

/** POSIX.1-2024, Shell Command Language, 2.2.2: between single quotes everything stands for itself, save the single quote. */
export function quoteForPosix(text: string): string {
  return plainWord.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/**
 * about_Quoting_Rules: between single quotes everything stands for itself, and a quote is doubled. PowerShell takes four typographic
 * quotes for the same sign. Arguments with double quotes reach a program whole from version 7.3 on.
 */
export function quoteForPowerShell(text: string): string {
  // A % or @ at the beginning is an operator there.
  return /^[A-Za-z0-9_./:+-]+$/.test(text) && !text.startsWith('-')
    ? text
    : `'${text.replaceAll(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}

/**
 * For the prompt of cmd.exe. The program's runtime takes the words apart by double quotes and backslashes; cmd itself sees none of them,
 * because every sign that means something to it has a caret before it, the quotes too. So a `%NAME%` is not replaced at the prompt.
 */
export function quoteForCmd(text: string): string {
  if (/^[A-Za-z0-9_./:@+-]+$/.test(text)) return text;
  const word = `"${text.replaceAll(/(\\*)"/g, String.raw`$1$1\"`).replaceAll(/(\\+)$/g, '$1$1')}"`;
  return word.replaceAll(/[()%!^"<>&|;,\s*?=]/g, '^$&');
}

/**
 * Whether text can be pasted into a terminal at all: a control character in it could end the paste and press keys, a bidi control could
 * show another command than the one that runs. No quoting helps against either.
 */
export function canBePasted(command: ToolCommand): boolean {
  return command.arguments.every((text) => !unpastable.test(text));
}

/** Controls, formats (bidi, zero width), line separators, and halves of characters. */
const unpastable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
