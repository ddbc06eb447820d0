/** Something with a name that others may have, too. */
export interface Named {
  readonly name: string;
  /** What may tell it from those, the most telling first. */
  readonly facts: readonly string[];
}

/** For each, in their order, the first fact that none of the others of its name has, or its last one; null where the name is its alone. */
export function tellApart(all: readonly Named[]): (string | null)[] {
  const byName = Map.groupBy(all, ({ name }) => name);
  return all.map((each) => {
    const others = (byName.get(each.name) ?? []).filter((other) => other !== each);
    if (others.length === 0) return null;
    const isIts = (fact: string): boolean => others.every(({ facts }) => !facts.includes(fact));
    return each.facts.find(isIts) ?? each.facts.at(-1) ?? null;
  });
}
