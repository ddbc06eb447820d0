import { execFileSync } from 'node:child_process';
import { chmod, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildProblem } from '../../../scripts/buildProblem.ts';
import { needs, notOnWindows } from '../../support/needs.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

describe('a build that fails', () => {
  it.each([
    [
      "Error: EACCES: permission denied, open '/srv/wirebench/electron.vite.config.ts.1.mjs'\n    at Object.writeFileSync (node:fs:2482:20)",
      'Wirebench could not be built: you may not write to /srv/wirebench/electron.vite.config.ts.1.mjs. Change its permissions, or start a copy of your own.',
    ],
    [
      "error during build:\n[rolldown] EROFS: read-only file system, rmdir '/srv/out/main'",
      'Wirebench could not be built: /srv/out/main is on a read-only disk. Start a copy of your own.',
    ],
    [
      'Error: ENOSPC: no space left on device, write\n    at writeSync (node:fs:904:3)',
      'Wirebench could not be built: the disk is full. Free some space, then try again.',
    ],
    [
      'Error: Cannot find native binding. npm has a bug related to optional dependencies\n    at Object.<anonymous>',
      'Wirebench could not be built: its packages were installed for another system, or by a Node before 20.19. Run npm ci here.',
    ],
  ])('for a reason of the machine says it in a sentence, without a stack: %#', (said, sentence) => {
    expect(buildProblem(said)).toBe(sentence);
  });

  it('for a reason in the source says all that the build said', () => {
    expect(buildProblem('renderer/main.tsx:3:1: Unexpected token\n')).toBe(
      'renderer/main.tsx:3:1: Unexpected token\nWirebench could not be built.',
    );
  });
});

/** Asks as a user who may not write there, which root always may. */
function asNobody(root: string): string {
  const module = resolve(import.meta.dirname, '../../../scripts/buildProblem.ts');
  return execFileSync(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `import { placeProblem } from ${JSON.stringify(module)};
      if (process.getuid() === 0) process.setuid(65534);
      process.stdout.write(String(placeProblem(${JSON.stringify(root)})));`,
    ],
    { encoding: 'utf8' },
  );
}

describe('a repository that is to be built', needs(notOnWindows), () => {
  it.each([
    ['whose own folder', '.'],
    ['whose build of another user', 'out/main'],
  ])('%s may not be written says so in a sentence', async (_, locked) => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, 'out', 'main'), { recursive: true });
    for (const path of ['.', 'out', 'out/main']) await chmod(join(folder.path, path), 0o777);
    expect(asNobody(folder.path)).toBe('null');
    await chmod(join(folder.path, locked), 0o555);
    expect(asNobody(folder.path)).toBe(
      `Wirebench has to be built, and you may not write to ${join(folder.path, locked)}. Have it built by someone who may (npm run build), or start a copy of your own.`,
    );
    await chmod(join(folder.path, locked), 0o777);
  });
});
