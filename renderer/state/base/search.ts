/** What is searched for in something that has these texts. */
export function searchText(...texts: readonly string[]): string {
  return texts.join('\n').toLowerCase();
}

/** Tells of a `searchText` whether every word of the search occurs somewhere in it, in any case. */
export function searchFor(search: string): (text: string) => boolean {
  const words = search.toLowerCase().split(/\s+/);
  return (text) => words.every((word) => text.includes(word));
}
