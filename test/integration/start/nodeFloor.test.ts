import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { needs, notOnWindows } from '../../support/needs.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const root = resolve(import.meta.dirname, '../../..');
/** npm takes 1 to 2 s for the lockfile, on a machine that does other things as well. */
const npmTimeoutMs = 60_000;

const manifestSchema = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
  optionalDependencies: z.record(z.string(), z.string()),
});
const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string().optional(), optional: z.boolean().optional() }),
  ),
});

interface Said {
  readonly status: number;
  readonly stderr: string;
}

/** Runs a program in a folder that has these files of the repository, on a Node that says it is of that version. */
async function runAs(
  version: string,
  files: readonly string[],
  command: string,
  ...args: string[]
): Promise<Said> {
  await using folder = await temporaryFolder();
  for (const name of files) {
    await mkdir(dirname(join(folder.path, name)), { recursive: true });
    await cp(join(root, name), join(folder.path, name));
  }
  await writeFile(
    join(folder.path, 'pretence.cjs'),
    `Object.defineProperty(process, 'version', { value: 'v${version}' });
     Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`,
  );
  const child = spawn(command, args, {
    cwd: folder.path,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '--require ./pretence.cjs', npm_config_update_notifier: 'false' },
  });
  const [stderr, [status]] = await Promise.all([
    text(child.stderr),
    once(child, 'close') as Promise<[number]>,
  ]);
  return { status, stderr };
}

/** Without a network, and without doing it. */
function npmCi(version: string): Promise<Said> {
  return runAs(
    version,
    ['package.json', 'package-lock.json', '.npmrc'],
    'npm',
    ...['ci', '--dry-run', '--offline', '--ignore-scripts'],
  );
}

/** What comes before anything else in `npm start` and the others, where nothing is installed but what is given. */
function start(version: string, ...installed: readonly string[]): Promise<Said> {
  return runAs(
    version,
    ['scripts/installed.cjs', ...installed],
    process.execPath,
    ...['--require', './scripts/installed.cjs', '--eval', 'console.error("started")'],
  );
}

describe('npm ci', needs(notOnWindows), () => {
  it.each(['20.18.3'])(
    'refuses Node %s before anything is installed, and says what it takes',
    { timeout: npmTimeoutMs },
    async (version) => {
      const { status, stderr } = await npmCi(version);
      expect(status).not.toBe(0);
      expect(stderr).toContain('Wirebench needs Node 20.19, 22.12, or 24 and later');
    },
  );

  it.each(['20.19.0', '22.12.0'])(
    'takes Node %s without a warning of any package',
    { timeout: npmTimeoutMs },
    async (version) => {
      // A package that only ever runs on the Node in node_modules may ask for more: take its "engines" out of package-lock.json.
      expect(await npmCi(version)).toEqual({ status: 0, stderr: expect.not.stringContaining('EBADENGINE') });
    },
  );
});

describe('the Node that npm brings', () => {
  it('is of one exact version, and left out where there is no package of it', async () => {
    const { dependencies, devDependencies, optionalDependencies } = manifestSchema.parse(
      JSON.parse(await readFile(join(root, 'package.json'), 'utf8')),
    );
    const { packages } = lockSchema.parse(
      JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')),
    );
    const pinned = optionalDependencies['node'];
    expect(pinned).toMatch(/^\d+\.\d+\.\d+$/);
    expect({ ...dependencies, ...devDependencies }).not.toHaveProperty('node');
    expect(packages['node_modules/node']).toEqual({ version: pinned, optional: true });
  });

  const packageList = 'node_modules/.package-lock.json';

  it.each(['20.19.0', '22.12.0'])('is missed on Node %s with a sentence', async (version) => {
    expect(await start(version, packageList)).toEqual({
      status: 1,
      stderr: `Wirebench runs on Node 24 or later. npm has none for ${process.platform}-${process.arch}, and this is Node ${version}. Install a newer one (https://nodejs.org), then try again.\n`,
    });
  });

  it('is not missed where the machine has one that will do', async () => {
    expect(await start('24.0.0', packageList)).toEqual({ status: 0, stderr: 'started\n' });
  });
});

describe('npm start before npm ci', () => {
  it.each(['24.21.0', '20.19.0', '22.12.0'])('says on Node %s what to run first', async (version) => {
    expect(await start(version)).toEqual({
      status: 1,
      stderr: 'The packages that Wirebench needs are not installed, or only in part. Run npm ci first.\n',
    });
  });

  it.each(['20.10.0', '18.20.4', '22.11.0', '23.5.0', '12.22.12'])(
    'says on Node %s that it is not the right one',
    async (version) => {
      expect(await start(version)).toEqual({
        status: 1,
        stderr: `Wirebench needs Node 20.19, 22.12, or 24 and later, and this is Node ${version}. Install a newer one (https://nodejs.org), then run npm ci.\n`,
      });
    },
  );
});
