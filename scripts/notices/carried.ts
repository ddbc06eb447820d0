import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workOfPackage, type Work } from './work.ts';

/** What is in a file beside what its package says, or in a file of ours. */
interface Carried {
  /** Matches the path of the file, with slashes. */
  readonly file: RegExp;
  /** A package in `node_modules` that has the same, with its licence. */
  readonly like?: string;
  /** Reads everything itself; `root` is the repository. */
  readonly work?: (root: string) => Work;
}

/** Works that lie in files of others, or of ours, and are no packages there. */
export const carriedWorks: readonly Carried[] = [
  { file: /\/monaco-editor\/.*\/dompurify\//, like: 'dompurify' },
  { file: /\/monaco-editor\/.*\/marked\//, like: 'marked' },
  // The bundlers put a few lines of their own into what they make.
  { file: /^\/rolldown\//, like: 'rolldown' },
  {
    file: /^\/vite\//,
    work: (root) => {
      const vite = workOfPackage(join(root, 'node_modules', 'vite'));
      return { ...vite, text: vite.text.replace(/\n#+ Licenses of bundled dependencies[^]*$/, '').trim() };
    },
  },
  {
    file: /\/monaco-editor\/.*\/codicon\.ttf$/,
    work: () => ({
      name: 'Codicons',
      version: '',
      license: 'CC-BY-4.0',
      homepage: 'https://github.com/microsoft/vscode-codicons',
      text: 'The icons of the editor, as they came with it.\n\nCopyright (c) Microsoft Corporation. All rights reserved.\n\nLicensed under the Creative Commons Attribution 4.0 International Public License, without any warranty:\nhttps://creativecommons.org/licenses/by/4.0/legalcode',
    }),
  },
  {
    file: /\/ui\/controlPictures\.woff2$/,
    work: (root) => ({
      name: 'Noto Sans Symbols 2',
      version: '',
      license: 'OFL-1.1',
      homepage: 'https://github.com/notofonts/symbols',
      text: `34 of its glyphs, widened, under another name.\n\n${readFileSync(join(root, 'renderer/ui/controlPictures.license.txt'), 'utf8').trim()}`,
    }),
  },
];
