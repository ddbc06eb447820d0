/** Keys that belong together, as the help shows them. */
export interface KeyGroup {
  readonly name: string;
  readonly lines: readonly {
    /** As in `Mod+K`; each of them does it. */
    readonly keys: readonly string[];
    readonly does: string;
  }[];
}

/**
 * The groups with only those lines that are found: by their keys, as they are written, or else by every word of the search in what they do,
 * their group or their keys.
 */
export function findKeys(
  groups: readonly KeyGroup[],
  search: string,
  write: (keys: string) => string,
): KeyGroup[] {
  const wanted = search.toLowerCase().trim();
  const byKeys = linesWith(groups, ({ keys }) => keys.some((each) => write(each).toLowerCase() === wanted));
  if (byKeys.length > 0) return byKeys;
  const words = wanted.split(/\s+/);
  return linesWith(groups, ({ keys, does }, name) => {
    const text = `${name} ${does} ${keys.map(write).join(' ')}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function linesWith(
  groups: readonly KeyGroup[],
  isFound: (line: KeyGroup['lines'][number], group: string) => boolean,
): KeyGroup[] {
  return groups
    .map(({ name, lines }) => ({ name, lines: lines.filter((line) => isFound(line, name)) }))
    .filter(({ lines }) => lines.length > 0);
}
