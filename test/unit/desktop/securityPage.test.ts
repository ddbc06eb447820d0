import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');

const read = (name: string): string => readFileSync(join(root, 'docs', name), 'utf8');

/** The cells of each row that promises something: neither headings nor the lines below them. */
const rowsOf = (page: string): string[][] =>
  page
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (?:--|what |trap )/.test(line))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

describe('the page about security', () => {
  it('has the whole checklist of Electron', () => {
    const rows = rowsOf(read('security.md'));
    const numbers = rows.map(([first = '']) => /^(\d+)\. /.exec(first)?.[1]).filter(Boolean);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => String(index + 1)));
  });
});

describe.each(['security.md', 'traps.md'])('every promise of %s', (name) => {
  const page = read(name);

  it.each(rowsOf(page).map((cells) => [cells[0], cells.at(-1)] as const))(
    'is proven: %s',
    (_, tests = '') => {
      const paths = [...tests.matchAll(/`(test\/[^`]+)`/g)].map(([, path = '']) => path);
      expect(paths).not.toEqual([]);
      expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    },
  );

  it('leads to files that are there', () => {
    const links = [...page.matchAll(/\]\((\.\.?\/[^)#]+)\)/g)].map(([, path = '']) => path);
    expect(links.filter((path) => !existsSync(join(root, 'docs', path)))).toEqual([]);
  });
});
