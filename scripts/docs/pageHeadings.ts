/** A heading of a page, as the list beside its text has it. */
export interface PageHeading {
  readonly id: string;
  /** As HTML. */
  readonly title: string;
}

/** The headings of the second level of a page, or nothing where there are fewer than two. */
export function headingsOf(html: string): readonly PageHeading[] {
  const found = [...html.matchAll(/<h2 id="([^"]+)">(.*?)<\/h2>/g)];
  return found.length < 2 ? [] : found.map(([, id = '', title = '']) => ({ id, title }));
}
