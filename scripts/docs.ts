/** `npm run docs`: makes the pages of the documentation anew, in a build that is there. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { makeDocs } from './docs/docsSite.ts';

const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'out', 'renderer', 'docs');
const files = await makeDocs(root);
await mkdir(folder, { recursive: true });
for (const { name, content } of files) await writeFile(join(folder, name), content);
process.stdout.write(`The documentation is in ${folder}. Its search comes with npm run build.\n`);
