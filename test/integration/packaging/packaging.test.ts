import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { getRawHeader } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packedFolder, programsIn } from '../../../scripts/packaging/packedPrograms.ts';
import { desktopTimeoutMs } from '../../support/desktop.ts';
import { readFuses } from '../../support/packaging/electronDist/fuses.ts';
import {
  architectures,
  filesBelow,
  packEverything,
  platforms,
  type Packed,
  type PackedApplication,
} from '../../support/packaging/packed.ts';
import { describeLinux } from './linux.ts';
import { describeMac } from './mac.ts';
import { describeRunning } from './running.ts';
import { describeWindows } from './windows.ts';

/** Everything that belongs into an archive, and in what shape. */
const belongs = [
  /^LICENSE$/,
  /^package\.json$/,
  /^out\/main\/(?:main|headless|cli|storeWorker|importWorker)\.js$/,
  /^out\/main\/chunks\/[\w.-]+\.js$/,
  /^out\/main\/bufferutil\/\w+-\w+\.node$/,
  /^out\/preload\/preload\.cjs$/,
  /^out\/renderer\/(?:index\.html|icon\.(?:svg|png)|THIRD-PARTY-NOTICES\.txt)$/,
  /^out\/renderer\/assets\/[\w.-]+\.(?:js|css|woff2|ttf)$/,
  /^out\/renderer\/docs\/[\w.-]+\.(?:html|js|css|json|woff2|png)$/,
];
/** 40 MiB: the page with its editor takes some 10, and whatever slips in by mistake is larger. */
const largestArchiveBytes = 40 * 1024 * 1024;
/** Where bufferutil has a native module. Elsewhere the one in JavaScript does the same, more slowly. */
const masked = new Set(['linux-x64', 'darwin-x64', 'darwin-arm64', 'win32-x64']);

let packed: Packed;
beforeAll(async () => {
  packed = await packEverything();
}, desktopTimeoutMs);
afterAll(() => packed[Symbol.asyncDispose]());

const all = platforms.flatMap((platform) => architectures.map((arch) => [platform, arch] as const));

describe.each(all)('the packed application for %s, %s', (platform, arch) => {
  let application: PackedApplication;
  beforeAll(() => {
    application = packed.of(platform, arch);
  });

  it('has main, preload, page and engine in its archive', async () => {
    expect(await application.files()).toEqual(
      expect.arrayContaining([
        'package.json',
        'out/main/main.js',
        'out/main/cli.js',
        'out/main/headless.js',
        'out/main/storeWorker.js',
        'out/main/importWorker.js',
        'out/preload/preload.cjs',
        'out/renderer/index.html',
        'out/renderer/docs/index.html',
      ]),
    );
  });

  it('has nothing else: no sources, no maps, no tests, no node_modules', async () => {
    const files = await application.files();
    expect(files.filter((path) => !belongs.some((pattern) => pattern.test(path)))).toEqual([]);
    expect((await stat(application.archive)).size).toBeLessThan(largestArchiveBytes);
  });

  it('has the native module of its own system and processor, and no other', async () => {
    const name = `out/main/bufferutil/${platform}-${arch}.node`;
    const beside = await filesBelow(`${application.archive}.unpacked`).catch(() => []);
    expect(beside).toEqual(masked.has(`${platform}-${arch}`) ? [name] : []);
    expect((await application.files()).filter((path) => path.endsWith('.node'))).toEqual(beside);
  });

  it('has its fuses set', async () => {
    expect(readFuses(await readFile(application.fused))).toEqual({
      runAsNode: false,
      cookieEncryption: false,
      nodeOptions: false,
      nodeCliInspect: false,
      embeddedAsarIntegrity: true,
      onlyLoadAppFromAsar: true,
      browserV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('has its programs where whoever tries it looks for them', async () => {
    const folder = packedFolder(join(packed.path, 'output'), platform, arch);
    const { window, command } = programsIn(folder ?? '', platform);
    for (const program of [window, command]) {
      const { mode, size } = await stat(program);
      expect(size).toBeGreaterThan(0);
      // Windows goes by the name, and keeps nothing else of a file that may be run.
      const goesByName = process.platform === 'win32' || platform === 'win32';
      expect(goesByName || (mode & 0o111) !== 0).toBe(true);
    }
  });

  it('starts with what its package.json names', async () => {
    const text = await readFile(join(application.extracted(), 'package.json'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({
      name: 'wirebench',
      productName: 'Wirebench',
      desktopName: 'dev.wirebench.Wirebench.desktop',
      type: 'module',
      main: 'out/main/main.js',
      license: 'MIT',
    });
  });

  it('has the notices and the licence where a person and the menu find them', async () => {
    const notices = await readFile(join(application.resources, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    expect(notices).toContain('\nzustand ');
    expect(notices).toBe(
      await readFile(join(application.extracted(), 'out/renderer/THIRD-PARTY-NOTICES.txt'), 'utf8'),
    );
    expect(await readFile(join(application.resources, 'LICENSE.txt'), 'utf8')).toContain('MIT License');
  });
});

/** What Electron compares an archive with: the digest of its header. */
const headerOf = (archive: string): string => getRawHeader(archive).headerString;

describeRunning(() => packed);
describeLinux(() => packed);
describeMac(() => packed, headerOf);
describeWindows(() => packed, headerOf);
