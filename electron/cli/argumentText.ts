import { readFileSync } from 'node:fs';
import { decodeUtf8Segments, isUtf8 } from '../../shared/bytes/utf8.ts';
import { visibleUtf8 } from '../../shared/bytes/visibleText.ts';
import { UsageError } from './command.ts';

/** The sign that Node puts where the bytes of an argument are not UTF-8. */
const replacement = '\ufffd';

/** The origin of the arguments. */
export interface ArgumentSource {
  /** The command line of this process as bytes, a NUL after each argument; null where the system does not reveal it. */
  readonly commandLine: () => Uint8Array | null;
  /** npm decodes what it passes on, so only the replacement sign arrives. */
  readonly isThroughNpm: boolean;
}

/** This process's own arguments. Only Linux keeps the bytes where they can be read. */
const processArguments: ArgumentSource = {
  commandLine: () => {
    try {
      return readFileSync('/proc/self/cmdline');
    } catch {
      return null;
    }
  },
  isThroughNpm: process.env['npm_lifecycle_event'] !== undefined,
};

/**
 * Refuses an argument that is not UTF-8 with a `UsageError`: the text sent, opened and shown would differ from what was typed. `args` are
 * the last ones of the process. The sign itself may be typed where it can be told from one that Node put there.
 */
export function checkArguments(args: readonly string[], source: ArgumentSource = processArguments): void {
  const index = args.findIndex((arg) => arg.includes(replacement));
  const arg = args[index];
  if (arg === undefined) return;
  const bytes = bytesOf(args, index, source.commandLine());
  if (bytes === null || source.isThroughNpm || !isUtf8(bytes)) {
    throw new UsageError(`${sentenceFor(arg, bytes)} ${adviceFor(args, index)}`);
  }
  checkArguments(args.slice(index + 1), source);
}

/** The bytes of an argument, found from the end of the command line; null where they are unavailable. */
function bytesOf(args: readonly string[], index: number, commandLine: Uint8Array | null): Uint8Array | null {
  if (commandLine === null) return null;
  const words = Buffer.from(commandLine).toString('latin1').split('\0').slice(0, -1);
  const word = words.at(index - args.length);
  const bytes = word === undefined ? null : Buffer.from(word, 'latin1');
  return bytes?.toString('utf8') === args[index] ? bytes : null;
}

function sentenceFor(arg: string, bytes: Uint8Array | null): string {
  if (bytes !== null && !isUtf8(bytes)) return `The argument “${shown(bytes)}” is not UTF-8.`;
  return `The argument “${shown(Buffer.from(arg))}” contains U+FFFD, which replaces bytes that are not UTF-8.`;
}

function shown(bytes: Uint8Array): string {
  return visibleUtf8(decodeUtf8Segments(bytes.subarray(0, 200)))
    .map(({ text }) => text)
    .join('');
}

function adviceFor(args: readonly string[], index: number): string {
  const [option = ''] = (args[index] ?? '').startsWith('--') ? [args[index]] : [args[index - 1]];
  const name = option.split('=', 1)[0];
  if (name === '--send' || name === '--on-open') {
    return String.raw`Write such bytes as hex with ${name}-hex, or as \xNN.`;
  }
  return 'Write it in UTF-8.';
}
