import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** Names the folder of the bundles that a run of the tests has made. */
export const bundledPrograms = 'WIREBENCH_TEST_PROGRAMS';

/** What Node is started with in tests. */
export type TestedProgram =
  | 'cli'
  | 'fewDescriptorsProgram'
  | 'killedProgram'
  | 'lockProgram'
  | 'recorderProgram'
  | 'standInProgram'
  | 'electron';

/** The file that each is bundled from. */
export const programSources: ReadonlyMap<TestedProgram, string> = new Map([
  ['cli', join(root, 'electron/cli.ts')],
  ['fewDescriptorsProgram', join(import.meta.dirname, 'fewDescriptorsProgram.ts')],
  ['killedProgram', join(root, 'test/integration/workspace/killedProgram.ts')],
  ['lockProgram', join(import.meta.dirname, 'lockProgram.ts')],
  ['recorderProgram', join(import.meta.dirname, 'recorderProgram.ts')],
  ['standInProgram', join(import.meta.dirname, 'electronStandIn/standInProgram.ts')],
  // The stand-in for Electron, which the main bundle under test imports, too.
  ['electron', join(import.meta.dirname, 'electronStandIn/electron.ts')],
]);

/** The file that a program starts with: its bundle in a run of the tests, its source elsewhere. */
export function programPath(program: TestedProgram): string {
  const folder = process.env[bundledPrograms];
  return folder === undefined ? (programSources.get(program) ?? '') : join(folder, `${program}.js`);
}
