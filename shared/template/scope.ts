/** A variable as a layer of the scope has it. Its value is a template, too; that of a secret is taken as it stands, unless `isTemplate`. */
export interface ScopeVariable {
  /** Null where it is not known here: a window is not told the values of secrets. */
  readonly value: string | null;
  readonly isSecret: boolean;
  readonly isTemplate?: boolean;
  /** A sentence: why it has no value on this machine. */
  readonly missing?: string;
}

/** Where variables come from. `origin` names it in a sentence, as in “the environment “staging””. */
export interface ScopeLayer {
  readonly origin: string;
  readonly variables: ReadonlyMap<string, ScopeVariable>;
}

/** The layers in which a name is looked for, nearest first. */
export type Scope = readonly ScopeLayer[];

/** A variable, and the nearest layer that has it. */
export interface FoundVariable extends ScopeVariable {
  readonly origin: string;
}

/** The variable of that name in the nearest layer that has it; null when none has. */
export function findVariable(scope: Scope, name: string): FoundVariable | null {
  for (const { origin, variables } of scope) {
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
  const origins = scope.map(({ origin }) => origin);
  const where =
    origins.length < 2 ? (origins[0] ?? '') : `${origins.slice(0, -1).join(', ')} or ${origins.at(-1) ?? ''}`;
  return where === ''
    ? `“${name}” is no variable: there are none here.`
    : `There is no variable “${name}” in ${where}.${near === null ? '' : ` Did you mean “${near}”?`}`;
}

/** The most similar of the names; null when none differs in one or two characters only. */
export function nearestName(name: string, names: readonly string[]): string | null {
  const most = name.length < 4 ? 1 : 2;
  let best: { readonly name: string; readonly distance: number } | null = null;
  for (const each of names.slice(0, searchedNames)) {
    if (Math.abs(each.length - name.length) > most || each.length > longestCompared) continue;
    const distance = editDistance(name.toLowerCase(), each.toLowerCase());
    if (distance <= most && (best === null || distance < best.distance)) best = { name: each, distance };
  }
  return best?.name ?? null;
}

/** 1,000 names of 64 characters are compared in some milliseconds; nobody mistypes a longer name. */
const searchedNames = 1000;
const longestCompared = 64;

/** The number of characters to insert, delete or replace. */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let at = 1; at <= left.length; at += 1) {
    const next = [at];
    for (let to = 1; to <= right.length; to += 1) {
      const replaced = (row[to - 1] ?? 0) + (left[at - 1] === right[to - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
