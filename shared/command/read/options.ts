import type { EndpointDraft } from './draft.ts';

/** One option of a program. `read` takes its value over, empty where it has none; without `read` it makes no difference to a connection. */
export interface OptionRule {
  /** As on the command line: `--ssl`, `-4`. */
  readonly names: readonly string[];
  readonly takesValue?: boolean;
  readonly read?: (draft: EndpointDraft, value: string, option: string) => void;
}

/**
 * How a program writes its options: `gnu` has `-kv` for `-k -v`, `-p80`, and `--name=value`; `clap` has `-p=80`, too; in `words`,
 * `-name value` is one option.
 */
type OptionStyle = 'gnu' | 'clap' | 'words';

/**
 * Reads the arguments of a program into a draft, and returns its operands. An option that the table does not have is left out by its name;
 * its value, if it has one, cannot be told from an operand, so the last operands count.
 */
export function readOptions(
  args: readonly string[],
  rules: readonly OptionRule[],
  style: OptionStyle,
  draft: EndpointDraft,
): readonly string[] {
  const operands: string[] = [];
  const queue = [...args];
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (word === '--') {
      operands.push(...queue.splice(0));
    } else if (word === '-' || !word.startsWith('-')) {
      operands.push(word);
    } else {
      queue.unshift(...readOption(word, queue.splice(0), rules, style, draft));
    }
  }
  return operands;
}

/** Reads one word of options, and returns the words after it and its value. */
function readOption(
  word: string,
  rest: readonly string[],
  rules: readonly OptionRule[],
  style: OptionStyle,
  draft: EndpointDraft,
): readonly string[] {
  const equals = word.startsWith('--') ? word.indexOf('=') : -1;
  const name = equals < 0 ? word : word.slice(0, equals);
  const rule = rules.find(({ names }) => names.includes(name));
  if (rule) {
    if (rule.takesValue !== true) {
      rule.read?.(draft, '', name);
      return rest;
    }
    const [value = '', ...others] = equals < 0 ? rest : [word.slice(equals + 1), ...rest];
    rule.read?.(draft, value, `${name} ${value}`);
    return others;
  }
  if (style === 'words' || word.startsWith('--') || word.length === 2) {
    draft.leave(word);
    return rest;
  }
  // A cluster of short options: the first one alone, with the others or its value behind it.
  const first = word.slice(0, 2);
  const firstRule = rules.find(({ names }) => names.includes(first));
  if (!firstRule) draft.leave(first);
  if (firstRule?.takesValue === true) {
    const value = style === 'clap' ? word.slice(2).replace(/^=/, '') : word.slice(2);
    return readOption(first, [value, ...rest], rules, style, draft);
  }
  firstRule?.read?.(draft, '', first);
  return [`-${word.slice(2)}`, ...rest];
}

/** An option with a value that fills a field. */
export function field(
  names: readonly string[],
  path: string,
  valueOf: (text: string) => unknown = (text) => text,
): OptionRule {
  return { names, takesValue: true, read: (draft, text, option) => draft.set(path, valueOf(text), option) };
}

/** An option without a value that gives a field one. */
export function flag(names: readonly string[], path: string, value: unknown): OptionRule {
  return { names, read: (draft, _text, option) => draft.set(path, value, option) };
}

/** Options that a connection cannot take over, such as the name of a file; they are listed. */
export function left(names: readonly string[], takesValue = false): OptionRule {
  return { names, takesValue, read: (draft, _text, option) => draft.leave(option) };
}

/** Options that make no difference to a connection, such as how much is printed. */
export function harmless(names: readonly string[], takesValue = false): OptionRule {
  return { names, takesValue };
}
