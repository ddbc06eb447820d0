/** A part of `npm run unused`: lists what the product exports and no other file imports, and fails where there is any. Knip lets types pass. */
import { resolve } from 'node:path';
import { otherFolders, productFolders, readSources } from './source/sourceFile.ts';
import { exportsNobodyImports } from './source/unusedExports.ts';

const root = resolve(import.meta.dirname, '..');
const product = readSources(root, productFolders);
const unused = exportsNobodyImports(product, [...product, ...readSources(root, otherFolders)]);
for (const { path, name } of unused)
  process.stdout.write(`${path}: nobody imports ${name}, so do not export it.\n`);
process.exitCode = unused.length === 0 ? 0 : 1;
