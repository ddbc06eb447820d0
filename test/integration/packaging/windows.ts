import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { blobName, fuse, prepareBlob } from '../../../scripts/packaging/singleExecutable.ts';
import { windowsNode } from '../../../scripts/packaging/windowsNode.ts';
import { needs, onLinux, programs } from '../../support/needs.ts';
import { readWindowsProgram } from '../../support/packaging/electronDist/windowsProgram.ts';
import { serveNodeReleases } from '../../support/packaging/nodeReleases.ts';
import { architectures, filesBelow, type Packed } from '../../support/packaging/packed.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../../..');

/** RT_RCDATA, where Node looks for what it carries. */
const blobResource = `10/${blobName}`;

/** What only Windows has. */
export function describeWindows(packed: () => Packed, headerOf: (archive: string) => string): void {
  describe.each(architectures)('on Windows, %s', (arch) => {
    const at = (...path: string[]): string => join(packed().of('win32', arch).folder, ...path);

    it('has a console program for the command line, which says whose it is', async () => {
      const bytes = await readFile(at('bin', 'wirebench.exe'));
      const { subsystem, strings, resources } = readWindowsProgram(bytes);
      expect(subsystem).toBe('console');
      expect(strings).toMatchObject({
        ProductName: 'Wirebench',
        FileDescription: 'Wirebench command line',
        OriginalFilename: 'wirebench.exe',
      });
      expect(resources.get(blobResource)?.includes("'../resources/cli/start.cjs'")).toBe(true);
      expect(bytes.includes(`${fuse}:1`)).toBe(true);
      expect(await readFile(at('bin', 'LICENSE.node.txt'), 'utf8')).toMatch(/^Node\.js is licensed/);
    });

    it('keeps the window a program without a console, with the digest of its archive', async () => {
      const { subsystem, resources } = readWindowsProgram(await readFile(at('Wirebench.exe')));
      expect(subsystem).toBe('graphical');
      const digest = createHash('sha256')
        .update(headerOf(packed().of('win32', arch).archive))
        .digest('hex');
      const listed: unknown = JSON.parse(resources.get('INTEGRITY/ELECTRONASAR')?.toString('utf8') ?? '[]');
      expect(listed).toContainEqual({ file: 'resources\\app.asar', alg: 'SHA256', value: digest });
    });

    it('has beside it what plain Node reads, and nothing that only the window needs', async () => {
      const files = await filesBelow(at('resources', 'cli'));
      const inArchive = (await packed().of('win32', arch).files())
        .filter((path) => /^out\/(?:main|renderer)\//.test(path))
        .map((path) => path.slice('out/'.length))
        .filter((path) => !/^main\/(?:(?:main|headless)\.js$|chunks\/electronUpdater-)/.test(path));
      expect(files).toEqual([...inArchive, 'package.json', 'start.cjs'].toSorted());
    });
  });

  describe('the command line for Windows, made in the same way for this system', needs(onLinux), () => {
    const makeHere = async (folder: string): Promise<string> => {
      const program = join(folder, 'bin', 'wirebench');
      await mkdir(join(folder, 'bin'));
      await cp(join(packed().of('win32', 'x64').resources, 'cli'), join(folder, 'resources', 'cli'), {
        recursive: true,
      });
      await writeFile(program, await readFile(process.execPath));
      await chmod(program, 0o755);
      const blob = await prepareBlob(join(root, 'scripts/packaging/commandMain.cjs'));
      const blobFile = join(folder, 'blob');
      await writeFile(blobFile, blob);
      const postject = join(root, 'node_modules/postject/dist/cli.js');
      await run(process.execPath, [postject, program, blobName, blobFile, '--sentinel-fuse', fuse]);
      return program;
    };

    it('prints nothing before its first line, ends with its status, and takes every word as it is', async () => {
      await using folder = await temporaryFolder();
      const program = await makeHere(folder.path);
      const wirebench = (...args: string[]) =>
        run(program, args, { env: { ...process.env, NODE_OPTIONS: '--require ./nothing.cjs' } });

      expect(await wirebench('--version')).toEqual({
        stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
        stderr: '',
      });
      const odd = 'a%PATH%^&|"b c\'.wbs';
      await expect(wirebench('show', odd)).rejects.toMatchObject({
        code: 2,
        stdout: '',
        stderr: expect.stringContaining(odd),
      });
      await expect(wirebench('--inspect')).rejects.toMatchObject({ code: 2 });

      const saved = join(folder.path, 'saved.wbs');
      const listening = await wirebench('listen', 'tcp://127.0.0.1:0', '--for', '50ms', '--save', saved);
      expect(listening.stdout).toContain('Stopped listening.');
      const { stdout } = await wirebench('show', saved, '--json');
      expect(JSON.parse(stdout.split('\n')[0] ?? '')).toMatchObject({ event: 'listening' });
      const refused = wirebench('connect', 'tcp://127.0.0.1:1', '--json');
      await expect(refused).rejects.toMatchObject({ code: 1, stdout: expect.stringMatching(/^\{/) });
    });
  });

  describe('Node for Windows', () => {
    it('is fetched once, and again when it is another file', async () => {
      await using folder = await temporaryFolder();
      await using releases = await serveNodeReleases();
      const fetchNode = () => windowsNode('x64', folder.path, releases.url);
      const first = await fetchNode();
      expect(await fetchNode()).toEqual(first);
      expect(releases.fetched()).toBe(1);
      const [kept = ''] = await filesBelow(folder.path);
      await writeFile(join(folder.path, kept), 'damaged');
      expect(await fetchNode()).toEqual(first);
      expect(releases.fetched()).toBe(2);
    });

    it('is refused with another checksum, and not kept', async () => {
      await using folder = await temporaryFolder();
      await using releases = await serveNodeReleases({ isDamaged: true });
      await expect(windowsNode('arm64', folder.path, releases.url)).rejects.toThrow(
        'is not the file of the release',
      );
      await expect(windowsNode('ia32', folder.path, releases.url)).rejects.toThrow(
        'has no win-ia32/node.exe',
      );
      expect(await filesBelow(folder.path)).toEqual([]);
    });
  });

  describe('the installer for Windows', needs(programs('makensis')), () => {
    it('takes what we add to it, to install and to uninstall', async () => {
      await using folder = await temporaryFolder();
      const script = join(folder.path, 'installer.nsi');
      const output = join(folder.path, 'installer.exe');
      await writeFile(
        script,
        [
          'Unicode true',
          'Name Wirebench',
          `OutFile "${output}"`,
          'Var installMode',
          'Var appExe',
          `!include "${join(root, 'build/windows/installer.nsh')}"`,
          'Section',
          '  StrCpy $installMode CurrentUser',
          '  StrCpy $appExe "$INSTDIR\\Wirebench.exe"',
          '  !insertmacro customInstall',
          '  WriteUninstaller "$INSTDIR\\uninstall.exe"',
          'SectionEnd',
          'Section Uninstall',
          '  !insertmacro customUnInstall',
          'SectionEnd',
        ].join('\n'),
      );
      const { stdout } = await run('makensis', ['-WX', '-V2', script]);
      expect(stdout).toBe('');
      expect((await stat(output)).size).toBeGreaterThan(0);
    });
  });
}
