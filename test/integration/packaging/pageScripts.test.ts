import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureTestBuild } from '../../support/build.ts';
import { compressedSize, docsScripts, firstScripts, scriptOf } from '../../support/pageScripts.ts';

/** They are read and compiled before anything is seen. */
const mostAtFirst = 300_000;
/** With the encodings, which are a sixth of it. */
const mostWithTab = 550_000;

/** What is loaded later, by words that its code alone has. */
const laterWords: Readonly<Record<string, string>> = {
  'the editor': 'monaco-editor',
  'the plot': 'u-legend',
  'lists that are searched': 'cmdk-input',
  'the palette': 'palette-nothing',
  'the records': 'Filter or find',
  'the options of connections': 'Require a certificate',
  'the settings': 'Monospace text size',
  'the help with keys': 'Search by key or by what it does',
};

describe('the scripts of the page', () => {
  let folder = '';
  let all: readonly string[] = [];

  beforeAll(async () => {
    folder = join(await ensureTestBuild(), 'renderer');
    const paths = globSync('assets/*.js', { cwd: folder });
    all = await Promise.all(paths.map((path) => readFile(join(folder, path), 'utf8')));
  });

  it('are at most 300 kB, compressed, before anything is seen', async () => {
    const first = await firstScripts(folder);
    expect(first.size).toBeGreaterThan(0);
    expect(compressedSize(first)).toBeLessThanOrEqual(mostAtFirst);
  });

  it('are not much more with the tabs that were open before', async () => {
    const [first, tabs] = [await firstScripts(folder), await scriptOf(folder, 'tabCode')];
    const both = new Map([...first, ...tabs]);
    expect(both.size).toBeGreaterThan(first.size);
    expect(compressedSize(both)).toBeLessThanOrEqual(mostWithTab);
  });

  it('are not those of the documentation', async () => {
    const size = compressedSize(await docsScripts(folder));
    expect(size).toBeGreaterThan(1000);
    expect(size).toBeLessThan(5000);
  });

  it('have nothing at first that only tabs, dialogs and lists need', async () => {
    const first = [...(await firstScripts(folder)).values()].join('\n');
    const table = /"[\w-]{200,}"/.exec(await readFile(encodingTables, 'utf8'))?.[0].slice(1, -1) ?? '';
    const words = Object.entries({ ...laterWords, 'the tables of the encodings': table });
    const isIn = (script: string, word: string): boolean => word !== '' && script.includes(word);
    expect(words.filter(([, word]) => !all.some((script) => isIn(script, word)))).toEqual([]);
    expect(words.filter(([, word]) => isIn(first, word))).toEqual([]);
  });
});

const encodingTables = createRequire(import.meta.url)
  .resolve('@exodus/bytes/multi-byte.js')
  .replace(/multi-byte[^/\\]*$/, 'fallback/multi-byte.encodings.json');
