import { glob, readFile, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { packageFolder } from '../../../scripts/notices/work.ts';
import { ensureTestBuild } from '../../support/build.ts';

const sourceMap = z.object({ sources: z.array(z.string()) });

/** The fonts of the page by the beginning of their files, and the work that each is. */
const fonts: Readonly<Record<string, string>> = {
  codicon: 'Codicons (CC-BY-4.0)',
  controlPictures: 'Noto Sans Symbols 2 (OFL-1.1)',
  'jetbrains-mono': '@fontsource/jetbrains-mono',
};

describe('the notices of a build', () => {
  let out = '';
  let notices = '';

  beforeAll(async () => {
    out = await ensureTestBuild();
    notices = await readFile(join(out, 'renderer', 'THIRD-PARTY-NOTICES.txt'), 'utf8');
  });

  /** A section for the work, and the words of a licence in it. */
  const hasNotice = (title: string): boolean => {
    const section = notices.split(`${'='.repeat(80)}\n`).find((each) => each.startsWith(title));
    return section !== undefined && /copyright|licen[cs]e/i.test(section.slice(section.indexOf('\n')));
  };

  it('name every package in the bundles of the engine, by their source maps', async () => {
    const named = new Set<string>();
    for await (const map of glob('main/**/*.map', { cwd: out })) {
      const { sources } = sourceMap.parse(JSON.parse(await readFile(join(out, map), 'utf8')));
      for (const source of sources) {
        const folder = packageFolder(resolve(out, map, '..', source).replaceAll('\\', '/'));
        if (folder !== null) named.add(folder.slice(folder.lastIndexOf('node_modules/') + 13));
      }
    }
    expect([...named]).toEqual(expect.arrayContaining(['ws', 'zod', 'socks', 'node-forge', '@exodus/bytes']));
    expect([...named].filter((name) => !hasNotice(`${name} `))).toEqual([]);
  });

  it('name every package that a source of ours imports', async () => {
    const root = resolve(import.meta.dirname, '../../..');
    const names = new Set<string>();
    for await (const path of glob('{shared,electron,renderer}/**/*.{ts,tsx}', { cwd: root })) {
      const text = await readFile(join(root, path), 'utf8');
      for (const [, name = ''] of text.matchAll(/\bfrom '((?:@[\w-]+\/)?[\w-]+)(?:\/[^']*)?'/g))
        names.add(name);
    }
    // It has a notice of its own, beside the program.
    names.delete('electron');
    expect([...names]).toEqual(expect.arrayContaining(['react', 'monaco-editor', '@base-ui/react', 'ws']));
    expect([...names].filter((name) => !hasNotice(`${name} `))).toEqual([]);
  });

  it('name what the page is made of, and what that carries', () => {
    const works = ['react', 'react-dom', 'zustand', 'cmdk', 'lucide-react', 'uplot', 'monaco-editor'];
    const carried = ['dompurify', 'marked', 'bufferutil', 'vite', 'rolldown'];
    expect([...works, ...carried].filter((name) => !hasNotice(`${name} `))).toEqual([]);
    // Of what is in the editor beside these, its own notices tell.
    expect(notices).toContain('%% nodejs path library');
  });

  it('name every font of the page', async () => {
    const files = (await readdir(join(out, 'renderer', 'assets'))).filter((name) =>
      /\.(?:woff2?|ttf|otf)$/.test(name),
    );
    expect(files.length).toBeGreaterThan(2);
    const unnamed = files.filter((file) => {
      const known = Object.keys(fonts).find((beginning) => file.startsWith(beginning));
      return known === undefined || !hasNotice(fonts[known] ?? '');
    });
    expect(unnamed).toEqual([]);
    expect(notices.match(/SIL OPEN FONT LICENSE Version 1\.1/g)).toHaveLength(2);
  });
});
