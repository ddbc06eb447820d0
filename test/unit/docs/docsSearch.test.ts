import { describe, expect, it } from 'vitest';
import type { DocsEntry } from '../../../renderer/docs/entries.ts';
import { findEntries } from '../../../renderer/docs/findEntries.ts';
import { searchIndex } from '../../../scripts/docs/searchIndex.ts';

const entry = (heading: string, text: string, page = 'Page'): DocsEntry => ({
  href: `page.html#${heading}`,
  page,
  heading,
  text: `${heading} ${text}`,
});
const headings = (entries: readonly DocsEntry[], search: string): readonly string[] =>
  findEntries(entries, search).map(({ entry: { heading } }) => heading);

describe('the search of the documentation', () => {
  it('finds sections with every word, in any case, those first that are about it', () => {
    const entries = [
      entry('Files', 'how a replay is kept'),
      entry('Speed', 'of records', 'Replay'),
      entry('Replay', 'a recording'),
      entry('Marks', 'of records'),
    ];
    expect(headings(entries, 'REPLAY')).toEqual(['Replay', 'Speed', 'Files']);
    expect(headings(entries, 'replay kept')).toEqual(['Files']);
    expect(headings(entries, 'nothing like it')).toEqual([]);
    expect(headings(entries, '  ')).toEqual([]);
  });

  it('shows the text around what was found, without the heading', () => {
    const long = entry('Heading', `${'a '.repeat(60)}needle ${'b '.repeat(100)}`);
    const [found] = findEntries([long], 'needle');
    expect(found?.excerpt).toMatch(/^….*needle.*…$/);
    expect(findEntries([entry('Short', 'all of it')], 'short')[0]?.excerpt).toBe('all of it');
  });

  it('looks through what a page shows', () => {
    const content =
      '<nav><h2>Not this</h2></nav><article>\n<h1 id="page">A &amp; B</h1>\n<p>Intro <code>&lt;x&gt;</code>.</p>\n' +
      '<h2 id="part">Part</h2><p>Text &quot;here&quot;</p></article>';
    expect(searchIndex([{ name: 'page.html', content }])).toEqual([
      { href: 'page.html#page', page: 'A & B', heading: 'A & B', text: 'A & B Intro <x> .' },
      { href: 'page.html#part', page: 'A & B', heading: 'Part', text: 'Part Text "here"' },
    ]);
  });
});
