import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readSources } from '../../../scripts/source/sourceFile.ts';
import { exportsNobodyImports } from '../../../scripts/source/unusedExports.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

it('finds a type and a value that no other file imports, even where their own file uses them', async () => {
  await using folder = await temporaryFolder();
  const files: Readonly<Record<string, string>> = {
    'shared/speed.ts': `export interface Speed { readonly value: number }
      export const still: Speed = { value: 0 };
      export const fast: Speed = { value: 9 };
      export type Tested = Speed;`,
    'shared/car.ts': "import { still } from './speed.ts'; console.log(still);",
    'test/car.test.ts': "import type { Tested } from '../shared/speed.ts'; export type { Tested };",
  };
  for (const name of ['shared', 'test']) await mkdir(join(folder.path, name));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder.path, name), text);

  const product = readSources(folder.path, ['shared']);
  const all = [...product, ...readSources(folder.path, ['test'])];
  expect(exportsNobodyImports(product, all)).toEqual([
    { path: 'shared/speed.ts', name: 'Speed', isType: true },
    { path: 'shared/speed.ts', name: 'fast', isType: false },
  ]);
});
