/** A variable as a layer of the scope has it. Its value is a template, too; that of a secret is taken as it stands, unless `isTemplate`. */
export interface ScopeVariable {
  /** Null where it is not known here: a window is not told the values of secrets. */
  readonly value: string | null;
  readonly isSecret: boolean;
  readonly isTemplate?: boolean;
  /** A sentence: why it has no value on this machine. */
  readonly missing?: string;
  /** True where that may mend by itself: it could not be read. */
  readonly mayMend?: boolean;
}

/** Where variables come from. `origin` names it in a sentence, as in “the environment “staging””. */
export interface ScopeLayer {
  readonly origin: string;
  readonly variables: ReadonlyMap<string, ScopeVariable>;
  /** A sentence: why nobody can tell what it has. Then every name that gets here means nothing. */
  readonly unread?: string;
}

/** The layers in which a name is looked for, nearest first. */
export type Scope = readonly ScopeLayer[];

/** A variable, and the nearest layer that has it. */
export interface FoundVariable extends ScopeVariable {
  readonly origin: string;
}

/** The variable of that name in the nearest layer that has it, or may have it; null when none has. */
export function findVariable(scope: Scope, name: string): FoundVariable | null {
  for (const { origin, variables, unread } of scope) {
    if (unread !== undefined) return { value: null, isSecret: false, missing: unread, mayMend: true, origin };
    const variable = variables.get(name);
    if (variable) return { ...variable, origin };
  }
  return null;
}

/** Every variable that can be referred to, by its name, each from the nearest layer that has it; in the order of the layers. */
export function variablesIn(scope: Scope): readonly (readonly [string, FoundVariable])[] {
  const found = new Map<string, FoundVariable>();
  for (const { origin, variables } of scope) {
    for (const [name, variable] of variables) if (!found.has(name)) found.set(name, { ...variable, origin });
  }
  return [...found];
}

/** Why a name means nothing, in a sentence: where it was looked for, and the name that was probably meant. */
export function describeUnknown(scope: Scope, name: string): string {
  const near = nearestName(
    name,
    variablesIn(scope).map(([each]) => each),
  );
  const where = listed(
    scope.map(({ origin }) => origin),
    'or',
  );
  return where === ''
    ? `“${name}” is no variable: there are none here.`
    : `There is no variable “${name}” in ${where}.${near === null ? '' : ` Did you mean “${near}”?`}`;
}

/** The layers that these variables are in, for a sentence: “the folder “api” and the base environment”. Empty where none of them is one. */
export function describeOrigins(scope: Scope, names: readonly string[]): string {
  return listed([...new Set(names.flatMap((name) => findVariable(scope, name)?.origin ?? []))], 'and');
}

function listed(all: readonly string[], last: 'and' | 'or'): string {
  return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} ${last} ${all.at(-1) ?? ''}`;
}

/** The most similar of the names; null when none differs in one or two characters only. */
export function nearestName(name: string, names: readonly string[]): string | null {
  const typed = name.toLowerCase();
  // What is more than this away from it is not looked at any further.
  let most = name.length < 4 ? 1 : 2;
  let best: string | null = null;
  for (const each of names.slice(0, searchedNames)) {
    if (Math.abs(each.length - name.length) > most || each.length > longestCompared) continue;
    const distance = editDistance(typed, each.toLowerCase(), most);
    if (distance > most) continue;
    best = each;
    if (distance === 0) break;
    most = distance - 1;
  }
  return best;
}

/** 1,000 names of 64 characters are compared in less than a millisecond; nobody mistypes a longer name. */
const searchedNames = 1000;
const longestCompared = 64;

/** The number of characters to insert, delete or replace; where it is above `most`, any number above that. */
function editDistance(left: string, right: string, most: number): number {
  let from = 0;
  while (from < left.length && left[from] === right[from]) from += 1;
  let row = Array.from({ length: right.length - from + 1 }, (_, index) => index);
  for (let at = 1; at <= left.length - from; at += 1) {
    // Beyond this far from the diagonal, everything is above it.
    const [first, last] = [Math.max(1, at - most), Math.min(right.length - from, at + most)];
    const next: number[] = [];
    next[first - 1] = first === 1 ? at : most + 1;
    let least = next[first - 1] ?? 0;
    for (let to = first; to <= last; to += 1) {
      const replaced = (row[to - 1] ?? 0) + (left[from + at - 1] === right[from + to - 1] ? 0 : 1);
      const distance = Math.min(replaced, (row[to] ?? most) + 1, (next[to - 1] ?? 0) + 1);
      next[to] = distance;
      least = Math.min(least, distance);
    }
    if (least > most) return least;
    row = next;
  }
  return row[right.length - from] ?? most + 1;
}
