import { parseArgs, type ParseArgsConfig, type ParseArgsOptionsConfig } from 'node:util';
import { parseDuration, parseInterval } from '../../shared/base/duration.ts';
import { messageOf } from '../../shared/base/errors.ts';
import type { TextProblem } from '../../shared/base/result.ts';
import { visibleLine } from '../../shared/bytes/visibleText.ts';
import { UsageError } from './command.ts';

/** Node's timers count milliseconds in 31 bits: some 24.8 days. */
const longestDurationMs = 2 ** 31 - 1;

type Parsed<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ args: string[]; options: Options; allowPositionals: true; tokens: true; strict: true }>
>;

/** Splits the arguments of a command; any error in them becomes a `UsageError`. */
export function parseCommandLine<const Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Options,
): Parsed<Options> {
  const config = {
    args: [...args],
    options,
    allowPositionals: true,
    tokens: true,
    strict: true,
  } as const satisfies ParseArgsConfig;
  try {
    return parseArgs(config);
  } catch (error) {
    // The rest of Node's text is about arguments that begin with a dash, even when there are none.
    const [sentence = ''] = messageOf(error).split(/(?<=\.) To specify a positional/);
    throw new UsageError(/[.?]$/.test(sentence) ? sentence : `${sentence}.`);
  }
}

/** The only argument that is not an option. */
export function onlyPositional(positionals: readonly string[], what: string): string {
  const [first, second] = positionals;
  if (first === undefined) throw new UsageError(`${what} is missing.`);
  if (second !== undefined) throw new UsageError(`“${visibleLine(second)}” is one argument too many.`);
  return first;
}

export function noPositionals(positionals: readonly string[]): void {
  const [first] = positionals;
  if (first !== undefined) throw new UsageError(`“${visibleLine(first)}” is one argument too many.`);
}

export function parseCount(option: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && Number.isSafeInteger(count)) return count;
  throw new UsageError(`${option} takes a number from 1 on, not “${visibleLine(text)}”.`);
}

export function parsePort(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`${option} takes a number from 0 to 65535, not “${visibleLine(text)}”.`);
}

/** Returns milliseconds; `parse` reads the text, and a bare number is seconds unless told. */
export function parseTime(
  option: string,
  text: string | undefined,
  parse: typeof parseDuration = parseDuration,
): number | null {
  if (text === undefined) return null;
  const duration = parse(text);
  if (!duration.ok) throw new UsageError(`${option}: ${visibleLine(duration.problem)}`);
  if (duration.value <= longestDurationMs) return duration.value;
  throw new UsageError(`${option} takes 24 days at most.`);
}

/** As `parseTime`, but with a unit always. */
export function parseEvery(option: string, text: string | undefined): number | null {
  return parseTime(option, text, parseInterval);
}

/** A sentence, and below it the text with the faulty place marked. */
export function describeProblem(
  option: string,
  text: string,
  { message, from, to }: TextProblem,
): UsageError {
  const before = `  ${option} ${visibleLine(text.slice(0, from))}`;
  const marked = visibleLine(text.slice(from, to));
  const after = visibleLine(text.slice(to));
  const carets = '^'.repeat(Math.max(1, marked.length));
  return new UsageError(`${message}\n${before}${marked}${after}\n${' '.repeat(before.length)}${carets}`);
}
