/**
 * `npm run figures -- [FOLDER…]`: what the code of a checkout looks like in figures, this one's unless folders are named. With two, before
 * and after stand beside each other, counted by the same script. The listeners are counted in the code of the checkout while it runs, so
 * that needs its packages (`npm ci`).
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { importsPerRow } from './source/importsPerRow.ts';
import { countListeners } from './source/listeners.ts';
import { filesOfSteps } from './source/steps.ts';
import { otherFolders, productFolders, readSources, type SourceFile } from './source/sourceFile.ts';
import { countUnusedExports } from './source/unusedExports.ts';

/** A name, and what was counted. */
export type Figure = readonly [name: string, value: string];

async function figuresOf(root: string): Promise<Figure[]> {
  const sources = readSources(root, [...productFolders, ...otherFolders]);
  const isProduct = ({ path }: SourceFile): boolean => productFolders.includes(path.split('/')[0] ?? '');
  const ours = sources.filter(isProduct);
  const contributing = join(root, 'CONTRIBUTING.md');
  const guide = existsSync(contributing) ? readFileSync(contributing, 'utf8') : '';
  return [
    ...sizes('product', ours),
    ...sizes(
      'tests and scripts',
      sources.filter((source) => !isProduct(source)),
    ),
    ...countUnusedExports(ours, sources),
    ['listeners of a signal after 20,000 items', await countListeners(root)],
    ...filesOfSteps(guide),
    ...importsPerRow(guide, ours),
  ];
}

function sizes(name: string, sources: readonly SourceFile[]): Figure[] {
  const functions = sources.flatMap((source) => source.functions.map((each) => ({ ...each, source })));
  const byLines = functions.toSorted((one, other) => one.lines - other.lines);
  const at = (share: number): string => String(byLines[Math.floor(share * (byLines.length - 1))]?.lines ?? 0);
  const worst = byLines.at(-1);
  const longest = sources.toSorted((one, other) => one.lines - other.lines).at(-1);
  const sum = (of: (source: SourceFile) => number): number =>
    sources.reduce((all, each) => all + of(each), 0);
  const count = (value: number): string => value.toLocaleString('en');
  return [
    [`${name}: files`, count(sources.length)],
    [`${name}: lines`, count(sum(({ lines }) => lines))],
    [`${name}: longest file`, `${longest?.lines ?? 0} ${longest?.path ?? ''}`],
    [`${name}: functions`, count(functions.length)],
    [`${name}: lines of a function, median`, at(0.5)],
    [`${name}: lines of a function, p90`, at(0.9)],
    [`${name}: lines of a function, p99`, at(0.99)],
    [`${name}: functions past 50 lines`, count(byLines.filter(({ lines }) => lines > 50).length)],
    [
      `${name}: longest function`,
      worst ? `${worst.lines} ${worst.name} (${worst.source.path}:${worst.line})` : 'none',
    ],
    [`${name}: casts`, count(sum(({ casts }) => casts))],
  ];
}

const roots = process.argv.slice(2).map((folder) => resolve(folder));
if (roots.length === 0) roots.push(resolve(import.meta.dirname, '..'));
const columns: { readonly root: string; readonly figures: ReadonlyMap<string, string> }[] = [];
for (const root of roots) columns.push({ root, figures: new Map(await figuresOf(root)) });
const names = [...new Set(columns.flatMap(({ figures }) => [...figures.keys()]))];
const nameWidth = Math.max(...names.map((name) => name.length));
const widthOf = ({ figures }: (typeof columns)[number]): number =>
  Math.max(...[...figures.values()].map((value) => value.length));
const line = (name: string, cells: readonly string[]): string =>
  `${name.padEnd(nameWidth)}  ${cells.map((cell, index) => cell.padEnd(columns[index] ? widthOf(columns[index]) : 0)).join('  ')}`.trimEnd();
const lines = names.map((name) =>
  line(
    name,
    columns.map(({ figures }) => figures.get(name) ?? '–'),
  ),
);
if (columns.length > 1)
  lines.unshift(
    line(
      '',
      columns.map(({ root }) => basename(root)),
    ),
  );
process.stdout.write(`${lines.join('\n')}\n`);
