import { execFile } from 'node:child_process';
import { cp, mkdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { CORE_SCHEMA, load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { applicationId } from '../../../electron/engine/store/schema.ts';
import { needs, programs } from '../../support/needs.ts';
import { parseDocument } from '../../../shared/import/documentText.ts';
import { feedUrl } from '../../support/packaging/feedUrl.ts';
import { filesBelow, type Packed } from '../../support/packaging/packed.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../../..');

const dependsSchema = z.object({ depends: z.array(z.string()) });
const configSchema = z.object({ deb: dependsSchema, rpm: dependsSchema });

/** The lines of a desktop file by their keys. */
function entriesOf(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => /^\w+=/.test(line));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

/** What only Linux has. */
export function describeLinux(packed: () => Packed): void {
  const share = (...path: string[]): string => join(packed().of('linux', 'x64').folder, 'share', ...path);
  const desktopFile = (): string => share('applications', 'dev.wirebench.Wirebench.desktop');

  describe('on Linux', () => {
    it('has for those who unpack it what a package installs, and how', async () => {
      expect(await filesBelow(packed().of('linux', 'x64').folder)).toEqual(
        expect.arrayContaining([
          'LICENSE.electron.txt',
          'LICENSES.chromium.html',
          'README.txt',
          'bin/wirebench',
          'chrome-sandbox',
          'share/apparmor/wirebench',
          'share/applications/dev.wirebench.Wirebench.desktop',
          'share/icons/hicolor/512x512/apps/wirebench.png',
          'share/metainfo/dev.wirebench.Wirebench.metainfo.xml',
          'share/mime/packages/dev.wirebench.Wirebench.xml',
          'wirebench',
        ]),
      );
      const profile = await readFile(share('apparmor', 'wirebench'), 'utf8');
      expect(profile).toContain('profile wirebench /opt/Wirebench/wirebench flags=(unconfined) {\n  userns,');
    });

    it.each(['deb', 'rpm'] as const)('tells the tool for .%s nothing that is made up', async (kind) => {
      const { args } = await packed().toldToFpm(kind);
      const valueOf = (option: string): string | undefined => args[args.indexOf(option) + 1];
      expect(valueOf('--maintainer')).toBe('The Wirebench authors');
      expect(valueOf('--url')).toBe('file:///opt/Wirebench/README.txt');
      expect(valueOf('--license')).toBe('MIT');
      expect(args.join('\n')).not.toMatch(/\.invalid|example\./);
    });

    // The tool is told of these later than it can be asked here. The names are those of Debian, Ubuntu, Fedora and openSUSE.
    it.each([
      ['deb', ['libgtk-3-0', 'libnss3', 'libatspi2.0-0', 'libasound2t64 | libasound2', 'libdrm2', 'libgbm1']],
      ['rpm', ['gtk3', 'nss', 'at-spi2-core', '(alsa-lib or libasound2)', '(mesa-libgbm or libgbm1)']],
    ] as const)('brings with a .%s what Chromium is linked with', async (kind, libraries) => {
      const text = await readFile(join(root, 'electron-builder.yml'), 'utf8');
      const { depends } = configSchema.parse(load(text, { schema: CORE_SCHEMA, maxDepth: 20 }))[kind];
      expect(depends).toEqual(expect.arrayContaining([...libraries]));
    });

    it.each(['deb', 'rpm'] as const)('has the same in a .%s as beside the program', async (kind) => {
      const { args, desktopFile: text } = await packed().toldToFpm(kind);
      const sourceOf = (installed: string): string =>
        args.find((arg) => arg.endsWith(`=${installed}`))?.slice(0, -installed.length - 1) ?? '';
      const same = async (installed: string, ours: string): Promise<void> =>
        expect(await readFile(resolve(root, sourceOf(installed)), 'utf8')).toBe(await readFile(ours, 'utf8'));
      await same(
        '/usr/share/metainfo/dev.wirebench.Wirebench.metainfo.xml',
        share('metainfo', 'dev.wirebench.Wirebench.metainfo.xml'),
      );
      await same(
        '/usr/share/mime/packages/dev.wirebench.Wirebench.xml',
        share('mime', 'packages', 'dev.wirebench.Wirebench.xml'),
      );
      expect(sourceOf('/usr/share/applications/dev.wirebench.Wirebench.desktop')).not.toBe('');
      const { Exec: program, ...rest } = entriesOf(text);
      const { Exec: onPath, ...ours } = entriesOf(await readFile(desktopFile(), 'utf8'));
      expect(rest).toEqual(ours);
      expect([program, onPath]).toEqual(['/opt/Wirebench/wirebench %U', 'wirebench %U']);
    });

    it('says where releases are, if the build knows it, and is silent if not', async () => {
      const configuration = await readFile(
        join(packed().of('linux', 'x64').resources, 'app-update.yml'),
        'utf8',
      );
      expect(parseDocument(configuration)).toEqual({
        ok: true,
        value: { provider: 'generic', url: feedUrl, updaterCacheDirName: 'wirebench-updater' },
      });
      const silent = await filesBelow(join(packed().path, 'silent', 'linux-unpacked', 'resources'));
      expect(silent).toContain('app.asar');
      expect(silent).not.toContain('app-update.yml');
    });

    it.each(['deb', 'rpm'] as const)('has ours run after a .%s', async (kind) => {
      const { scripts } = await packed().toldToFpm(kind);
      const ours = ['after-install.sh', 'after-remove.sh'].map((name) =>
        readFile(join(root, 'build/linux', name), 'utf8'),
      );
      expect(scripts).toEqual(await Promise.all(ours));
    });

    it('has a window class by which a desktop knows whose its windows are', async () => {
      const { desktopName } = JSON.parse(
        await readFile(join(packed().of('linux', 'x64').extracted(), 'package.json'), 'utf8'),
      ) as { desktopName: string };
      expect(desktopName).toBe(basename(desktopFile()));
      expect(entriesOf(await readFile(desktopFile(), 'utf8'))['StartupWMClass']).toBe(
        basename(desktopFile(), '.desktop'),
      );
    });

    it('opens recordings and links', async () => {
      expect(entriesOf(await readFile(desktopFile(), 'utf8'))['MimeType']).toBe(
        'application/x-wirebench-recording;x-scheme-handler/wirebench;',
      );
    });

    it('has a valid desktop file', needs(programs('desktop-file-validate')), async () => {
      expect(await run('desktop-file-validate', [desktopFile()])).toEqual({ stdout: '', stderr: '' });
    });

    it('has valid AppStream metadata', needs(programs('appstreamcli')), async () => {
      const file = share('metainfo', 'dev.wirebench.Wirebench.metainfo.xml');
      const { stdout } = await run('appstreamcli', ['validate', '--no-net', file]);
      expect(stdout).toContain('Validation was successful');
    });

    it('teaches the system what a recording is', needs(programs('update-mime-database')), async () => {
      await using folder = await temporaryFolder();
      const mime = join(folder.path, 'mime');
      await mkdir(mime);
      await cp(share('mime', 'packages'), join(mime, 'packages'), { recursive: true });
      await run('update-mime-database', [mime]);
      expect(await readFile(join(mime, 'globs2'), 'utf8')).toContain(
        ':application/x-wirebench-recording:*.wbs\n',
      );
      const magic = await readFile(join(mime, 'magic'));
      const number = Buffer.alloc(4);
      number.writeUInt32BE(applicationId);
      expect(magic.includes('SQLite format 3\0')).toBe(true);
      expect(magic.includes(number)).toBe(true);
    });
  });
}
