/**
 * `npm run package`: builds what has changed, and makes the installers of this machine's platform in `dist/`. What follows `--` goes to
 * electron-builder: `npm run package -- --dir` makes the application alone, without installers.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { listenForStop } from '../electron/cli/stopSignal.ts';
import { runChild } from './childProcess.ts';
import { fetchElectron } from './electronProgram.ts';
import { ensureBuilt } from './freshBuild.ts';
import { linuxTargets, repositoryArguments, signingEnvironment } from './packaging/packageArguments.ts';
import packageJson from '../package.json' with { type: 'json' };
import { notesOf } from './release/releaseNotes.ts';

const root = resolve(import.meta.dirname, '..');
const notesFile = join(root, 'node_modules', '.cache', 'wirebench', 'release-notes.md');
const args = process.argv.slice(2);
const stop = listenForStop();
const platforms: Partial<Record<NodeJS.Platform, string>> = {
  darwin: '--mac',
  win32: '--win',
  linux: '--linux',
};

async function makePackages(): Promise<number> {
  const platform = platforms[process.platform];
  if (platform === undefined) return refuse(`There are no installers for ${process.platform}.`);
  const problem = await ensureBuilt(root, stop);
  if (problem !== null) return refuse(problem);
  const hasOwnElectron = args.some((arg) => arg.startsWith('-c.electronDist='));
  const found = hasOwnElectron ? null : await fetchElectron(root, stop);
  if (found && 'missing' in found) return refuse(`${found.missing}, so nothing was packaged.`);
  const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
  const targets = process.platform === 'linux' && !args.includes('--dir') ? linuxTargets(process.env) : [];
  if (targets.length > 0) process.stdout.write('rpmbuild is not installed, so no .rpm is made.\n');
  const repository = repositoryArguments(process.env, notesFile);
  if (repository.length > 0) await writeNotes();
  const { status } = await runChild(
    process.execPath,
    [builder, platform, ...targets, '--publish', 'never', ...repository, ...args],
    { cwd: root, stop, output: 'inherit', environment: signingEnvironment(process.env) },
  );
  return status ?? 1;
}

/** What the window shows of a new version. Throws where the CHANGELOG says nothing of this one. */
async function writeNotes(): Promise<void> {
  const changelog = await readFile(join(root, 'CHANGELOG.md'), 'utf8');
  await mkdir(dirname(notesFile), { recursive: true });
  await writeFile(notesFile, notesOf(changelog, packageJson.version));
}

function refuse(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 1;
}

process.exitCode = await makePackages();
process.exit();
