import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const page = readFileSync(join(root, 'docs/security.md'), 'utf8');

/** The cells of each row that promises something: neither headings nor the lines below them. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| --') && !line.startsWith('| what '))
  .map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

describe('the page about security', () => {
  it('has the whole checklist of Electron', () => {
    const numbers = rows.map(([first = '']) => /^(\d+)\. /.exec(first)?.[1]).filter(Boolean);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => String(index + 1)));
  });

  it.each(rows.map((cells) => [cells[0], cells.at(-1)] as const))('proves: %s', (_, tests = '') => {
    const paths = [...tests.matchAll(/`(test\/[^`]+)`/g)].map(([, path = '']) => path);
    expect(paths).not.toEqual([]);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('leads to files that are there', () => {
    const links = [...page.matchAll(/\]\((\.\.?\/[^)#]+)\)/g)].map(([, path = '']) => path);
    expect(links.filter((path) => !existsSync(join(root, 'docs', path)))).toEqual([]);
  });
});
