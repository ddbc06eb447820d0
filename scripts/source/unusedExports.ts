import type { Figure } from '../figures.ts';
import { targetOf, type SourceFile } from './sourceFile.ts';

/** What starts by itself: nobody imports what these export. */
const starts = /^(?:electron\/(?:main|headless|cli|preload)\.ts|renderer\/main\.tsx)$/;

/** An export, and the file that has it. */
interface Exported {
  readonly path: string;
  readonly name: string;
  readonly isType: boolean;
}

/** Exports of the product that no other file imports by name, those of `starts` apart; `all` includes tests and scripts. */
export function exportsNobodyImports(
  product: readonly SourceFile[],
  all: readonly SourceFile[],
): readonly Exported[] {
  return exportsWithout(importedNames(all), product);
}

/** How many exports nobody imports, and how many only tests and scripts do. */
export function countUnusedExports(product: readonly SourceFile[], all: readonly SourceFile[]): Figure[] {
  const unused = exportsNobodyImports(product, all);
  const withoutTests = exportsWithout(importedNames(product), product);
  return [
    ['exported types that nobody imports', String(unused.filter(({ isType }) => isType).length)],
    ['exported values that nobody imports', String(unused.filter(({ isType }) => !isType).length)],
    ['exports that only tests and scripts import', String(withoutTests.length - unused.length)],
  ];
}

function exportsWithout(imported: ReadonlySet<string>, product: readonly SourceFile[]): readonly Exported[] {
  return product
    .filter(({ path }) => !starts.test(path) && !imported.has(`${path} *`))
    .flatMap(({ path, exports }) => exports.map((each) => ({ ...each, path })))
    .filter(({ path, name }) => !imported.has(`${path} ${name}`));
}

/** `path name` for each import; `path *` where everything may be used. */
function importedNames(sources: readonly SourceFile[]): ReadonlySet<string> {
  const imported = new Set<string>();
  for (const source of sources) {
    for (const reference of source.references) {
      const target = targetOf(source.path, reference);
      for (const name of reference.names ?? ['*']) imported.add(`${target} ${name}`);
    }
  }
  return imported;
}
