import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { worksIn } from '../../scripts/notices/notices.ts';
import { packageFolder } from '../../scripts/notices/work.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const root = resolve(import.meta.dirname, '../..');
const namesIn = (...files: readonly string[]): string[] => worksIn(files, root).map(({ name }) => name);

describe('the works in a bundle', () => {
  it('are the packages of its files, each once, and by name', () => {
    expect(
      namesIn(
        join(root, 'node_modules/zod/index.js'),
        join(root, 'node_modules/zod/v4/core/api.js'),
        join(root, 'node_modules/@base-ui/react/index.js'),
        join(root, 'renderer/main.tsx'),
      ),
    ).toEqual(['@base-ui/react', 'zod']);
  });

  it('are also those that others carry within, and those in files of ours', () => {
    const monaco = 'node_modules/monaco-editor/esm/vs/base';
    expect(namesIn(`${monaco}/browser/dompurify/dompurify.js`)).toEqual(['dompurify', 'monaco-editor']);
    expect(namesIn(`${monaco}/common/marked/marked.js`)).toEqual(['marked', 'monaco-editor']);
    expect(namesIn(`${monaco}/browser/ui/codicons/codicon/codicon.ttf`)).toEqual([
      'Codicons',
      'monaco-editor',
    ]);
    expect(namesIn('ui/controlPictures.woff2')).toEqual(['Noto Sans Symbols 2']);
    expect(namesIn('vite/preload-helper.js', 'rolldown/runtime.js')).toEqual(['rolldown', 'vite']);
  });

  it('have the text of their licence, also where another package has it', () => {
    const [bar] = worksIn(['node_modules/react-remove-scroll-bar/dist/index.js'], root);
    expect(bar?.text).toContain('Copyright (c) 2017 Anton Korzunov');
    const [vite] = worksIn(['vite/preload-helper.js'], root);
    expect(vite?.text).toContain('MIT License');
    expect(vite?.text.length).toBeLessThan(2000);
  });

  it('are not taken without one', async () => {
    await using folder = await temporaryFolder();
    const bare = join(folder.path, 'node_modules', 'bare');
    await mkdir(bare, { recursive: true });
    await writeFile(
      join(bare, 'package.json'),
      JSON.stringify({ name: 'bare', version: '1.0.0', license: 'MIT' }),
    );
    expect(() => worksIn([join(bare, 'index.js')], folder.path)).toThrow(
      'bare comes without the text of its licence',
    );
  });

  it.each([
    ['dompurify', 'browser/dompurify/dompurify.js', /DOMPurify (\d+\.\d+\.\d+)/],
    ['marked', 'common/marked/marked.js', /marked v(\d+\.\d+\.\d+)/],
  ])('are of the version that the editor carries (%s)', async (name, file, banner) => {
    const carried = await readFile(join(root, 'node_modules/monaco-editor/esm/vs/base', file), 'utf8');
    const [work] = worksIn([`node_modules/${name}/index.js`], root);
    expect(work?.version).toBe(banner.exec(carried)?.[1]);
  });

  it.each([
    ['/a/node_modules/ws/lib/sender.js', '/a/node_modules/ws'],
    ['/a/node_modules/@x/y/node_modules/z/i.js', '/a/node_modules/@x/y/node_modules/z'],
    [String.raw`C:\a\node_modules\@x\y\i.js`, String.raw`C:\a\node_modules\@x\y`],
    ['/a/renderer/main.tsx', null],
  ])('belong to the innermost package (%s)', (file, folder) => {
    expect(packageFolder(file)).toBe(folder);
  });
});
