/** A section of a page of the documentation, as the build writes it and the search reads it. */
export interface DocsEntry {
  /** From any page of the site. */
  readonly href: string;
  /** The title of its page. */
  readonly page: string;
  readonly heading: string;
  readonly text: string;
}
