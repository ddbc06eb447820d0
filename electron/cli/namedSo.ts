import { visibleLine } from '../../shared/bytes/visibleText.ts';

/** Those of this name; where there is none, those of the same name in any case. */
export function namedSo<Item>(
  name: string,
  items: readonly Item[],
  nameOf: (item: Item) => string,
): readonly Item[] {
  const exact = items.filter((item) => nameOf(item) === name);
  if (exact.length > 0) return exact;
  const lower = name.toLowerCase();
  return items.filter((item) => nameOf(item).toLowerCase() === lower);
}

/** The end of a sentence about several that are called the same. */
export function howToChoose(names: readonly string[]): string {
  const different = [...new Set(names)];
  return different.length > 1
    ? ` in any case: ${different.map(visibleLine).join(', ')}. Write the one that you mean.`
    : '. Rename one of them.';
}
