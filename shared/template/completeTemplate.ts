import type { CompletionItem } from '../base/completion.ts';
import { functionFacts } from './functionNames.ts';
import { variablesIn, type FoundVariable, type Scope } from './scope.ts';

/** What can be written in a reference that is begun. */
interface Candidate {
  /** The name, with the `$` of a function. */
  readonly name: string;
  readonly label: string;
  readonly detail: string;
  /** It is of no use without arguments. */
  readonly takesArguments: boolean;
}

/** A name has at most 100 characters; before it come braces, spaces and `text:`. */
const longestBegin = 160;

/** 4,096 characters behind the cursor: longer arguments are not typed. */
const longestBehind = 4096;

/** 100 suggestions: after more, one types another letter. */
const mostItems = 100;

/**
 * What can follow at the cursor: the names of variables and functions in a reference that is begun, `{{na`. Nothing anywhere else. Names that
 * begin with what is typed come first, then those that contain it.
 */
export function completionsInTemplate(text: string, caret: number, scope: Scope): readonly CompletionItem[] {
  const begun = /\{\{\s*(?:text:\s*)?(\$?[A-Za-z0-9_.-]*)$/.exec(
    text.slice(Math.max(0, caret - longestBegin), caret),
  );
  if (!begun) return [];
  const typed = begun[1] ?? '';
  const [rest = ''] = /^[A-Za-z0-9_.-]*/.exec(text.slice(caret)) ?? [];
  const place = { from: caret - typed.length, to: caret + rest.length };
  const behind = text.slice(place.to, place.to + longestBehind);
  const isClosed = /^\s*\}\}/.test(behind);
  const hasArguments = isClosed || (behind.startsWith(':') && closes(behind));
  return sorted(candidatesIn(scope), typed.toLowerCase())
    .slice(0, mostItems)
    .map((candidate) => itemOf(candidate, place, isFunction(candidate) ? hasArguments : isClosed));
}

/** True where a brace closes what was begun before the text. */
function closes(text: string): boolean {
  let depth = 0;
  for (const [braces] of text.matchAll(/\{\{|\}\}/g)) {
    if (braces === '}}' && depth === 0) return true;
    depth += braces === '{{' ? 1 : -1;
  }
  return false;
}

function isFunction({ name }: Candidate): boolean {
  return name.startsWith('$');
}

function candidatesIn(scope: Scope): readonly Candidate[] {
  const variables = variablesIn(scope).map(([name, found]): Candidate => {
    const detail = `${shortValueOf(found)} · ${found.origin}`;
    return { name, label: name, detail, takesArguments: false };
  });
  const functions = Object.entries(functionFacts).map(([name, { usage, summary, least }]): Candidate => {
    const takesArguments = least > 0;
    return { name: `$${name}`, label: usage, detail: summary, takesArguments };
  });
  return [...variables, ...functions];
}

/** 40 characters tell one value from another. */
const longestValue = 40;

function shortValueOf({ value, isSecret }: FoundVariable): string {
  if (isSecret) return 'secret';
  if (value === null) return 'set';
  return value.length > longestValue ? `${value.slice(0, longestValue)}…` : value;
}

function sorted(candidates: readonly Candidate[], typed: string): readonly Candidate[] {
  const rankOf = ({ name }: Candidate): number => {
    const at = name.toLowerCase().indexOf(typed);
    return at > 0 ? 1 : at;
  };
  return candidates
    .filter((candidate) => rankOf(candidate) >= 0)
    .toSorted((one, other) => rankOf(one) - rankOf(other));
}

function itemOf(
  { name, label, detail, takesArguments }: Candidate,
  place: Pick<CompletionItem, 'from' | 'to'>,
  isClosed: boolean,
): CompletionItem {
  const begin = takesArguments && !isClosed ? `${name}:` : name;
  const insert = isClosed ? begin : `${begin}}}`;
  return { ...place, label, detail, insert, caret: takesArguments ? begin.length : insert.length };
}
