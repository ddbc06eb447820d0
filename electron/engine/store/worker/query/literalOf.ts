/** Characters that mean themselves anywhere outside a class. */
const plain = /[\w \-:/"'=,;<>@#%&~`!]/;
/** Signs that mean themselves after a backslash. */
const escapable = /[\^$\\.*+?()[\]{}|/]/;
const closing: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
]);

/**
 * The longest text that certainly occurs in whatever an expression matches, or an empty one: where it is missing, the expression need not
 * be run. Only what is beyond doubt counts: single characters that are not repeated, outside groups and classes, without alternatives.
 */
export function literalOf(source: string, flags: string): string {
  if (flags.replace(/[ms]/g, '') !== '') return '';
  let longest = '';
  let run = '';
  const end = (): void => {
    if (run.length > longest.length) longest = run;
    run = '';
  };
  for (let at = 0; at < source.length;) {
    const character = source.charAt(at);
    if (character === '|') return '';
    const next = source.charAt(at + 1);
    const isEscaped = character === '\\' && escapable.test(next);
    const width = character === '\\' ? 2 : 1;
    if (closing.has(character)) {
      const after = afterGroup(source, at);
      if (after === null) return '';
      end();
      at = after;
    } else if (isEscaped || plain.test(character)) {
      // A repeated character may occur never, or more than once.
      if (/[*+?{]/.test(source.charAt(at + width))) end();
      else run += isEscaped ? next : character;
      at += width;
    } else if (character === '\\' && !/[bBdDsSwW]/.test(next)) {
      // Numbers, control characters and rarer escapes.
      return '';
    } else {
      end();
      at = character === '{' ? afterBraces(source, at) : at + width;
    }
  }
  end();
  return longest;
}

/** The end of a group or class that begins at `at`. */
function afterGroup(source: string, at: number): number | null {
  let depth = 0;
  let isClass = false;
  for (let index = at; index < source.length; index += 1) {
    const character = source.charAt(index);
    if (character === '\\') index += 1;
    else if (isClass) isClass = character !== ']';
    else if (character === '[') isClass = true;
    else if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    if (!isClass && depth === 0) return index + 1;
  }
  return null;
}

function afterBraces(source: string, at: number): number {
  const end = source.indexOf('}', at);
  return end < 0 ? at + 1 : end + 1;
}
