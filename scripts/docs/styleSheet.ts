import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DocsFile } from './docsSite.ts';

/** The typefaces of the window, by the names of their files in the site. */
const faceFiles: Readonly<Record<string, string>> = {
  'jetbrains-mono-latin-400-normal.woff2': 'node_modules/@fontsource/jetbrains-mono/files',
  'jetbrains-mono-latin-600-normal.woff2': 'node_modules/@fontsource/jetbrains-mono/files',
  'controlPictures.woff2': 'renderer/ui',
};

export function typefaces(root: string): Promise<readonly DocsFile[]> {
  return Promise.all(
    Object.entries(faceFiles).map(async ([name, folder]) => ({
      name,
      content: await readFile(join(root, folder, name)),
    })),
  );
}

/**
 * The style of the pages upon the theme of the window. There, a script sets the theme; here, one that was not set is the one that the
 * system asks for.
 */
export async function styleSheet(root: string): Promise<string> {
  const [theme, pages] = await Promise.all([
    readFile(join(root, 'renderer/ui/theme.css'), 'utf8'),
    readFile(join(root, 'docs/site/docs.css'), 'utf8'),
  ]);
  const wanted = [
    ['prefers-color-scheme: dark', 'dark'],
    ['prefers-contrast: more', 'contrast-light'],
    ['(prefers-contrast: more) and (prefers-color-scheme: dark)', 'contrast'],
  ] as const;
  const bySystem = wanted.map(([asks, name]) => {
    const condition = asks.startsWith('(') ? asks : `(${asks})`;
    return `@media ${condition} {\n:root:not([data-theme]) {${valuesOf(theme, name)}}\n}\n`;
  });
  return [withOwnFaces(theme), ...bySystem, pages].join('\n');
}

function valuesOf(theme: string, name: string): string {
  const block = new RegExp(`^:root\\[data-theme='${name}'\\] \\{([^}]*)\\}`, 'm').exec(theme)?.[1];
  if (block === undefined) throw new Error(`The theme “${name}” is not in renderer/ui/theme.css.`);
  return block;
}

/** Typefaces are beside the style sheet. */
function withOwnFaces(theme: string): string {
  return theme.replaceAll(/url\('(?:[^']*\/)?([^'/]+)'\)/g, "url('$1')");
}
