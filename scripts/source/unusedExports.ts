import type { Figure } from '../figures.ts';
import { targetOf, type SourceFile } from './sourceFile.ts';

/** What starts by itself: nobody imports what these export. */
const starts = /^(?:electron\/(?:main|headless|cli|preload)\.ts|renderer\/main\.tsx)$/;

/**
 * Exports of the product that no other file imports by name, counted more strictly than `npm run check` demands: a type counts here even
 * where it stands in the signature of something that is imported.
 */
export function unusedExports(product: readonly SourceFile[], all: readonly SourceFile[]): Figure[] {
  const byAll = importedNames(all);
  const byProduct = importedNames(product);
  const exported = product
    .filter(({ path }) => !starts.test(path))
    .flatMap(({ path, exports }) => exports.map((each) => ({ ...each, key: `${path} ${each.name}`, path })));
  const isIn = (names: ReadonlySet<string>, { key, path }: (typeof exported)[number]): boolean =>
    names.has(key) || names.has(`${path} *`);
  const unused = exported.filter((each) => !isIn(byAll, each));
  const onlyTests = exported.filter((each) => isIn(byAll, each) && !isIn(byProduct, each));
  return [
    ['exported types that nobody imports', String(unused.filter(({ isType }) => isType).length)],
    ['exported values that nobody imports', String(unused.filter(({ isType }) => !isType).length)],
    ['exports that only tests and scripts import', String(onlyTests.length)],
  ];
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
