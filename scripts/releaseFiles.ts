/**
 * `node scripts/releaseFiles.ts FOLDER NOTES [macOS] [Windows]`: puts the bill of materials and the checksums beside the installers in
 * FOLDER, and writes what the release says into NOTES. The systems are those whose builds are not signed. Needs a build.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import packageJson from '../package.json' with { type: 'json' };
import { noticesFile } from './notices/notices.ts';
import { billOf } from './release/bill.ts';
import { releaseNotes } from './release/releaseNotes.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '..');
const { version } = packageJson;
/** npm's bill has half a megabyte. */
const largestBillBytes = 64 * 1024 * 1024;

async function writeBill(folder: string): Promise<void> {
  const parameters = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  const { stdout } = await run('npm', parameters, {
    cwd: root,
    maxBuffer: largestBillBytes,
    shell: process.platform === 'win32',
  });
  const notices = await readFile(join(root, 'out', 'renderer', noticesFile), 'utf8');
  const lock = await readFile(join(root, 'node_modules', 'electron', 'package.json'), 'utf8');
  const electron = (JSON.parse(lock) as { version: string }).version;
  const node = packageJson.optionalDependencies.node;
  const bill = billOf(JSON.parse(stdout), notices, { electron, node });
  await writeFile(join(folder, `Wirebench-${version}.cdx.json`), `${JSON.stringify(bill, null, 2)}\n`);
}

async function writeChecksums(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name !== 'SHA256SUMS.txt').toSorted();
  const lines = await Promise.all(
    names.map(async (name) => {
      const hash = createHash('sha256');
      await pipeline(createReadStream(join(folder, name)), hash);
      return `${hash.digest('hex')}  ${name}\n`;
    }),
  );
  await writeFile(join(folder, 'SHA256SUMS.txt'), lines.join(''));
}

const [folder, notes, ...unsigned] = process.argv.slice(2);
if (folder === undefined || notes === undefined) {
  process.stderr.write('Usage: node scripts/releaseFiles.ts FOLDER NOTES [macOS] [Windows]\n');
  process.exit(2);
}
await writeBill(folder);
await writeChecksums(folder);
const repository = process.env['GITHUB_REPOSITORY'] ?? 'OWNER/REPOSITORY';
const changelog = await readFile(join(root, 'CHANGELOG.md'), 'utf8');
await writeFile(notes, releaseNotes(changelog, version, { unsigned, repository }));
