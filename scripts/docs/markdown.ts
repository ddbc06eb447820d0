/** The parts of markdown-it that are used here. */
interface Token {
  readonly type: string;
  readonly tag: string;
  readonly content: string;
  readonly children: readonly Token[] | null;
  /** Not rendered. */
  hidden: boolean;
  attrGet(name: string): string | null;
  attrSet(name: string, value: string): void;
}

type Render = (tokens: readonly Token[], index: number) => string;

export interface MarkdownParser {
  readonly core: { readonly ruler: { push(name: string, rule: (state: { tokens: Token[] }) => void): void } };
  readonly renderer: { readonly rules: Record<string, Render> };
}

/**
 * Fits what Markdown becomes to the site: links to other pages lead to their HTML, headings can be linked to, and a picture
 * follows the theme of the system.
 */
export function fitMarkdown(parser: MarkdownParser): void {
  parser.core.ruler.push('site links', ({ tokens }) => tokens.forEach(fitLinks));
  parser.core.ruler.push('site headings', ({ tokens }) => nameHeadings(tokens));
  parser.renderer.rules['image'] = (tokens, index) => pictureOf(tokens[index]);
}

/** What leads to a file of the repository is only named, since that is not there. */
function fitLinks(block: Token): void {
  let isOutside = false;
  for (const token of block.children ?? []) {
    if (token.type === 'link_open') {
      const target = token.attrGet('href') ?? '';
      isOutside = target.startsWith('../');
      token.hidden = isOutside;
      token.attrSet('href', target.replace(/^([\w-]+)\.md(?=#|$)/, '$1.html'));
    } else if (token.type === 'link_close') token.hidden = isOutside;
  }
}

function nameHeadings(tokens: readonly Token[]): void {
  tokens.forEach((token, index) => {
    if (token.type === 'heading_open') token.attrSet('id', anchorOf(tokens[index + 1]?.content ?? ''));
  });
}

/** The anchor of a heading, as those make it who show Markdown beside its source. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

function pictureOf(image: Token | undefined): string {
  const source = image?.attrGet('src') ?? '';
  const attributes = `alt="${escaped(image?.content ?? '')}" loading="lazy"`;
  const dark = source.replace(/-light\.png$/, '-dark.png');
  const img = `<img src="${escaped(source)}" ${attributes}>`;
  return dark === source
    ? img
    : `<picture><source media="(prefers-color-scheme: dark)" srcset="${escaped(dark)}">${img}</picture>`;
}

/** A text as it stands in HTML, attributes included. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
