/**
 * The notices that the licences of what we ship ask for, made by the build from what is really in it: the modules in every bundle, of
 * workers, too, and the fonts.
 */
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { carriedWorks } from './carried.ts';
import { packageFolder, workOfPackage, type Work } from './work.ts';

/** The file beside the page; electron-builder.yml puts it where people look. */
export const noticesFile = 'THIRD-PARTY-NOTICES.txt';

/** Collects what several builds of one process contain. */
export interface Notices {
  /** Collects what one build contains. */
  collect(): Plugin;
  /** Does so, too, and writes the file of everything that was collected until then: for the last build. */
  write(): Plugin;
}

/** `root` is the repository, `version` ours. */
export function createNotices(root: string, version: string): Notices {
  const files = new Set<string>();
  const add = (parts: readonly Part[]): void => {
    for (const file of parts.flatMap(sourcesOf)) files.add(file.replaceAll('\\', '/'));
  };
  return {
    collect: () => ({
      name: 'notices',
      generateBundle(_, bundle) {
        add(Object.values(bundle));
      },
    }),
    write: () => ({
      name: 'notices-file',
      // After the others, which may still add to what is in the bundle.
      generateBundle: {
        order: 'post',
        handler(_, bundle) {
          add(Object.values(bundle));
          const source = noticesText(worksIn([...files], root), version);
          this.emitFile({ type: 'asset', fileName: noticesFile, source });
        },
      },
    }),
  };
}

/** As much of a bundle's part as tells what it was made of. */
type Part =
  | { readonly type: 'chunk'; readonly modules: Record<string, { readonly renderedLength: number }> }
  | { readonly type: 'asset'; readonly originalFileNames: readonly string[] };

/** The files that are in a part. Of a style sheet nothing is left in the script that imports it. */
function sourcesOf(part: Part): string[] {
  if (part.type === 'asset') return [...part.originalFileNames];
  return Object.entries(part.modules)
    .filter(([id, { renderedLength }]) => renderedLength > 0 || /\.css(?:\?|$)/.test(id))
    .map(([id]) => id.replace(/^\0/, '').replace(/\?.*$/, ''));
}

/** The works that these files are, or carry, each once, by name. */
export function worksIn(files: readonly string[], root: string): Work[] {
  const works = new Map<string, Work>();
  const add = (work: Work): void => void works.set(`${work.name}@${work.version}`, work);
  for (const folder of new Set(files.map((file) => packageFolder(file)))) {
    if (folder !== null) add(workOfPackage(join(root, folder.slice(folder.indexOf('node_modules')))));
  }
  for (const { file, like, work } of carriedWorks) {
    if (!files.some((each) => file.test(`/${each}`))) continue;
    if (like !== undefined) add(workOfPackage(join(root, 'node_modules', like)));
    if (work !== undefined) add(work(root));
  }
  return [...works.values()].toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
}

const line = '='.repeat(80);

function noticesText(works: readonly Work[], version: string): string {
  const titles = works.map((work) => titleOf(work));
  const sections = works.map(({ homepage, text, ...work }) =>
    [line, titleOf(work), ...(homepage === null ? [] : [homepage]), '', text, ''].join('\n'),
  );
  return [
    `Wirebench ${version}: notices of the works of others in it`,
    '',
    'Wirebench itself is under the MIT licence. It contains the works below, each under its own licence.',
    'The desktop app runs in Electron, whose licences are in LICENSE.electron.txt and LICENSES.chromium.html.',
    'On Windows, the command line runs in Node.js, whose licences are in LICENSE.node.txt beside it.',
    '',
    ...titles.map((title) => `  ${title}`),
    '',
    ...sections,
  ].join('\n');
}

function titleOf({ name, version, license }: Pick<Work, 'name' | 'version' | 'license'>): string {
  return `${[name, version].filter((part) => part !== '').join(' ')} (${license})`;
}
