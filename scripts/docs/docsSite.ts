import { readFile, readdir } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { Eleventy } from '@11ty/eleventy';
import { withInsertions } from './insertions.ts';
import { fitMarkdown, type MarkdownParser } from './markdown.ts';
import { headingsOf } from './pageHeadings.ts';
import { pageGroups } from './pages.ts';
import { searchIndex } from './searchIndex.ts';
import { styleSheet, typefaces } from './styleSheet.ts';

/** A file of the site. */
export interface DocsFile {
  /** Below the folder of the site, such as `filter.html`. */
  readonly name: string;
  readonly content: string | Uint8Array;
}

/**
 * Makes the documentation from the Markdown in `docs/`: its pages, which need no script, their style and pictures, and what the search of
 * the site looks through. `root` is the folder of the repository, in which the program has to have been started.
 */
export async function makeDocs(root: string): Promise<readonly DocsFile[]> {
  const [pages, css, faces] = await Promise.all([makePages(root), styleSheet(root), typefaces(root)]);
  const pictures = await picturesOf(pages, join(root, 'docs'));
  // The first page has only links to all others.
  const searched = pages.filter(({ name }) => name !== 'index.html');
  const index = { name: 'search.json', content: JSON.stringify(searchIndex(searched)) };
  return [...pages, index, { name: 'docs.css', content: css }, ...faces, ...pictures];
}

/** The HTML of every page, by the name of its file. */
interface Page extends DocsFile {
  readonly content: string;
}

async function makePages(root: string): Promise<readonly Page[]> {
  const folder = join(root, 'docs');
  const titles = await titlesIn(folder);
  const site = new Eleventy(relative(process.cwd(), folder), 'out/docs', {
    quietMode: true,
    configPath: undefined,
    config: (config) => {
      config.setIncludesDirectory('site');
      config.addGlobalData('layout', 'page.liquid');
      // The pages tell of templates, and are none.
      config.addGlobalData('templateEngineOverride', 'md');
      config.addGlobalData('permalink', () => '{{ page.filePathStem }}.html');
      config.addGlobalData('groups', groupsOf(titles));
      config.addFilter('headings', headingsOf);
      config.amendLibrary('md', (parser: MarkdownParser) => fitMarkdown(parser));
      config.addPreprocessor('insertions', 'md', async (data, content) => {
        data.name = basename(data.page.inputPath, '.md');
        data.title = titles.get(data.name) ?? '';
        return withInsertions(root, content);
      });
    },
  });
  const made = await site.toJSON();
  return made.map(({ inputPath, content }) => ({ name: `${basename(inputPath, '.md')}.html`, content }));
}

/** The headings of the pages, by the names of their files. */
async function titlesIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md'));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return new Map(
    texts.map((text, index) => [
      (names[index] ?? '').replace(/\.md$/, ''),
      /^# (.+)$/m.exec(text)?.[1] ?? '',
    ]),
  );
}

/** The list beside every page. */
function groupsOf(titles: ReadonlyMap<string, string>): unknown {
  return pageGroups.map(({ title, pages }) => ({
    title,
    pages: pages.map((name) => ({ name, title: titles.get(name) })),
  }));
}

/** Those that a page shows. */
async function picturesOf(pages: readonly Page[], folder: string): Promise<readonly DocsFile[]> {
  const named = pages.flatMap(({ content }) => [...content.matchAll(/(?:src|srcset)="([\w-]+\.png)"/g)]);
  const names = [...new Set(named.map(([, name = '']) => name))];
  return Promise.all(names.map(async (name) => ({ name, content: await readFile(join(folder, name)) })));
}
