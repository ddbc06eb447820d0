import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { findUuids } from '../../../scripts/packaging/machO.ts';
import { needs, notOnWindows } from '../../support/needs.ts';
import { sharedUuid } from '../../support/packaging/electronDist/machO.ts';
import { architectures, filesBelow, type Packed } from '../../support/packaging/packed.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const run = promisify(execFile);

/** A property list without the spaces between its elements. */
const dense = (text: string): string => text.replaceAll(/>\s+</g, '><');

/** What only macOS has. */
export function describeMac(packed: () => Packed, headerOf: (archive: string) => string): void {
  describe.each(architectures)('on macOS, %s', (arch) => {
    const contents = (): string => packed().of('darwin', arch).folder;
    const info = async (): Promise<string> => dense(await readFile(join(contents(), 'Info.plist'), 'utf8'));

    it('asks for the local network, and for no device', async () => {
      const text = await info();
      const asked = [...text.matchAll(/<key>(NS\w+UsageDescription)<\/key><string>([^<]+)/g)];
      expect(asked.map(([, key]) => key)).toEqual(['NSLocalNetworkUsageDescription']);
      expect(asked[0]?.[2]).toMatch(/^Wirebench connects to the services on your network that you name/);
    });

    it('opens recordings and links, and says which system it needs', async () => {
      const text = await info();
      expect(text).toContain(
        '<key>UTTypeIdentifier</key><string>dev.wirebench.recording</string><key>UTTypeTagSpecification</key><dict><key>public.filename-extension</key><array><string>wbs</string></array>',
      );
      expect(text).toContain(
        '<key>LSItemContentTypes</key><array><string>dev.wirebench.recording</string></array>',
      );
      expect(text).toContain('<key>CFBundleURLSchemes</key><array><string>wirebench</string></array>');
      // Electron knows which one that is.
      expect(text).toContain('<key>LSMinimumSystemVersion</key><string>13.0</string>');
    });

    it('has the digest of its archive where Electron looks for it', async () => {
      const digest = createHash('sha256')
        .update(headerOf(packed().of('darwin', arch).archive))
        .digest('hex');
      expect(await info()).toContain(
        `<key>Resources/app.asar</key><dict><key>algorithm</key><string>SHA256</string><key>hash</key><string>${digest}</string>`,
      );
    });

    it('has a UUID of its own in every program', async () => {
      const programs = (await filesBelow(contents())).filter((path) => /(?:^|\/)MacOS\/[^/]+$/.test(path));
      expect(programs).toHaveLength(5);
      const uuids = await Promise.all(
        programs.map(async (path) =>
          findUuids(await readFile(join(contents(), path))).map(({ uuid }) => Buffer.from(uuid)),
        ),
      );
      expect(uuids.flat()).toHaveLength(programs.length);
      expect(uuids.flat().filter((uuid) => uuid.equals(sharedUuid))).toEqual([]);
    });

    it('has nothing beside Electron, the archive, notices and the command line', async () => {
      const resources = await readdir(join(contents(), 'Resources'));
      expect(resources.filter((name) => !name.endsWith('.lproj')).toSorted()).toEqual([
        'LICENSE.txt',
        'THIRD-PARTY-NOTICES.txt',
        'app.asar',
        'app.asar.unpacked',
        'bin',
        'default_app.asar',
        'icon.icns',
      ]);
    });
  });

  describe('the command line on macOS', needs(notOnWindows), () => {
    it('is found through links, and hands on every word and the status', async () => {
      await using folder = await temporaryFolder();
      const contents = join(folder.path, 'My Apps', 'Wirebench.app', 'Contents');
      await mkdir(join(contents, 'MacOS'), { recursive: true });
      await mkdir(join(folder.path, 'bin'));
      await cp(join(packed().of('darwin', 'arm64').resources, 'bin'), join(contents, 'Resources', 'bin'), {
        recursive: true,
      });
      const program = join(contents, 'MacOS', 'Wirebench');
      await writeFile(program, '#!/bin/sh\nprintf "<%s>" "$@"\nexit 7\n');
      await chmod(program, 0o755);
      await symlink(join(contents, 'Resources', 'bin', 'wirebench'), join(folder.path, 'direct'));
      await symlink('../direct', join(folder.path, 'bin', 'wirebench'));
      const command = join(folder.path, 'bin', 'wirebench');
      await expect(run(command, ['connect', 'a b', '', '$x"*'])).rejects.toMatchObject({
        code: 7,
        stdout: '<connect><a b><><$x"*>',
      });
    });
  });
}
