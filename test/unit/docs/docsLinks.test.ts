import { existsSync } from 'node:fs';
import { posix, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorOf } from '../../../scripts/docs/markdown.ts';
import { pageGroups } from '../../../scripts/docs/pages.ts';
import { docsPages, readMarkdown, withoutCode, type MarkdownFile } from '../../support/markdownFiles.ts';

const root = resolve(import.meta.dirname, '../../..');
const pages = docsPages();
const files = [...pages, readMarkdown('README.md'), readMarkdown('CONTRIBUTING.md')];

/** Where the links and pictures of a file lead, but for those in its code. */
function targetsOf({ text }: MarkdownFile): readonly string[] {
  const words = withoutCode(text).replaceAll(/(?<!\[)`[^`\n]+`(?!\])/g, '');
  return [...words.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g)].map(
    ([, link, picture]) => link ?? picture ?? '',
  );
}

function anchorsOf(text: string): readonly string[] {
  return [...withoutCode(text).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
}

/** Why a link leads nowhere; null where it leads somewhere. */
function problemOf(from: MarkdownFile, target: string): string | null {
  if (/^https?:/.test(target)) return `${target} leads to the network`;
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? from.path : posix.join(posix.dirname(from.path), path);
  if (!existsSync(resolve(root, file))) return `${target}: there is no ${file}`;
  if (anchor === undefined || !file.endsWith('.md')) return null;
  return anchorsOf(readMarkdown(file).text).includes(anchor)
    ? null
    : `${target}: ${file} has no such heading`;
}

describe('the documentation', () => {
  it.each(files.map((file) => [file.path, file] as const))(
    'leads from %s to what is there',
    (_path, file) => {
      expect(targetsOf(file).flatMap((target) => problemOf(file, target) ?? [])).toEqual([]);
    },
  );

  it('has its pages in the list beside them, each once, and links all of them on the first', () => {
    const listed = pageGroups.flatMap((group) => group.pages).map((name) => `docs/${name}.md`);
    const first = pages.find(({ path }) => path === 'docs/index.md');
    expect(listed.toSorted()).toEqual(
      pages
        .filter((page) => page !== first)
        .map(({ path }) => path)
        .toSorted(),
    );
    const linked = first ? targetsOf(first).map((target) => posix.join('docs', target)) : [];
    expect(linked).toEqual(listed);
  });

  it('has one heading of the first level on each page, and headings that differ', () => {
    for (const { path, text } of pages) {
      expect([path, withoutCode(text).match(/^# /gm)?.length]).toEqual([path, 1]);
      const anchors = anchorsOf(text);
      expect([path, anchors.length]).toEqual([path, new Set(anchors).size]);
    }
  });
});
