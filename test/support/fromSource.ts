import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** What Node is started with to run the command line as `npm run wirebench` does. */
export const fromSource: readonly string[] = [
  '--require',
  join(root, 'scripts/installed.cjs'),
  join(root, 'electron/cli.ts'),
];
