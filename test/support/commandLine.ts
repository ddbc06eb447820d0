import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** What Node is started with to run the command line as `npm run wirebench` does. */
export const fromSource: readonly string[] = [
  '--require',
  join(root, 'scripts/installed.cjs'),
  join(root, 'electron/cli.ts'),
];

/** Names the bundle of the command line that a run of the tests has made. */
export const bundledCommandLine = 'WIREBENCH_TEST_COMMAND_LINE';

/** What Node is started with to run the command line in a test; `serve` finds its page beside the sources only. */
export function commandLine(command: string | undefined): readonly string[] {
  const bundled = process.env[bundledCommandLine];
  return bundled === undefined || command === 'serve' ? fromSource : [bundled];
}
