import { join, resolve } from 'node:path';
import { bundledPrograms, programPath } from './testedPrograms.ts';

const root = resolve(import.meta.dirname, '../..');

/** What Node is started with to run the command line as `npm run wirebench` does. */
export const fromSource: readonly string[] = [
  '--require',
  join(root, 'scripts/installed.cjs'),
  join(root, 'electron/cli.ts'),
];

/** What Node is started with to run the command line in a test. */
export function commandLine(): readonly string[] {
  return process.env[bundledPrograms] === undefined ? fromSource : [programPath('cli')];
}
