import type { DocsEntry } from '../../renderer/docs/entries.ts';

/** Each section of each page, as the search of the site reads it. */
export function searchIndex(
  pages: readonly { readonly name: string; readonly content: string }[],
): readonly DocsEntry[] {
  return pages.flatMap(({ name, content }) => {
    const article = /<article>(.*)<\/article>/s.exec(content)?.[1] ?? '';
    const title = textOf(/<h1[^>]*>(.*?)<\/h1>/s.exec(article)?.[1] ?? '');
    return article.split(/(?=<h[1-3] id=)/).flatMap((section) => {
      const [, id = '', heading = ''] = /^<h[1-3] id="([^"]*)">(.*?)<\/h[1-3]>/s.exec(section) ?? [];
      return id === ''
        ? []
        : [{ href: `${name}#${id}`, page: title, heading: textOf(heading), text: textOf(section) }];
    });
  });
}

const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** What is read of a piece of our own HTML. */
function textOf(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&(amp|lt|gt|quot);/g, (_whole, name: string) => characters[name] ?? '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
