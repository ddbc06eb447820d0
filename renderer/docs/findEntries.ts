import type { DocsEntry } from './entries.ts';

/** 12: as many as are seen at once. */
const mostFound = 12;
/** Characters around what was found. */
const around = { before: 30, after: 110 };

/** A section that was found, and the text around the first place in it. */
export interface FoundEntry {
  readonly entry: DocsEntry;
  readonly excerpt: string;
}

/**
 * The sections that have every word of a search, in any case: first those in whose heading a word stands, then those of a page with one in
 * its title, then all others, each in the order of the site.
 */
export function findEntries(entries: readonly DocsEntry[], search: string): readonly FoundEntry[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return entries
    .flatMap((entry) => {
      const [heading, page, text] = [entry.heading, entry.page, entry.text].map((each) => each.toLowerCase());
      const has = (where: string | undefined): boolean => words.some((word) => where?.includes(word));
      if (!words.every((word) => text?.includes(word) || page?.includes(word))) return [];
      return { entry, rank: has(heading) ? 0 : has(page) ? 1 : 2 };
    })
    .toSorted((one, other) => one.rank - other.rank)
    .slice(0, mostFound)
    .map(({ entry }) => ({ entry, excerpt: excerptOf(entry, words) }));
}

/** A section’s text begins with its heading, which is shown above it. */
function excerptOf({ heading, text }: DocsEntry, words: readonly string[]): string {
  const body = text.slice(heading.length).trim();
  const places = words.map((word) => body.toLowerCase().indexOf(word)).filter((at) => at >= 0);
  const at = Math.max(0, Math.min(...places, body.length) - around.before);
  const from = places.length === 0 ? 0 : at;
  const end = from + around.before + around.after;
  return `${from > 0 ? '…' : ''}${body.slice(from, end)}${end < body.length ? '…' : ''}`;
}
