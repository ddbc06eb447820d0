import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { extractAll, listPackage } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureTestBuild } from '../../support/build.ts';
import { desktopTimeoutMs, windowOpened } from '../../support/desktop.ts';
import { makeElectronDist, readFuses } from '../../support/electronDist.ts';
import { Application } from '../../support/electronStandIn/application.ts';
import { needs, onLinux } from '../../support/needs.ts';
import { wsPeer } from '../../support/peers.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../../..');

/** Everything that belongs into the archive, and in what shape. */
const belongs = [
  /^LICENSE$/,
  /^package\.json$/,
  /^out\/main\/(?:main|headless|cli|storeWorker|importWorker)\.js$/,
  /^out\/main\/chunks\/[\w.-]+\.js$/,
  /^out\/(?:main|renderer)\/licenses\.md$/,
  /^out\/main\/bufferutil\/(?:linux-x64\.node|LICENSE)$/,
  /^out\/preload\/preload\.cjs$/,
  /^out\/renderer\/(?:index\.html|icon\.(?:svg|png))$/,
  /^out\/renderer\/assets\/[\w.-]+\.(?:js|css|woff2|ttf)$/,
];
/** 40 MiB: the page with its editor takes some 10, and whatever slips in by mistake is larger. */
const largestArchiveBytes = 40 * 1024 * 1024;

/** Tells on standard error which native modules a program has loaded when it ends. */
const tellNativeModules = `data:text/javascript,${encodeURIComponent(`
  process.on('exit', () => {
    const { sharedObjects } = process.report.getReport();
    process.stderr.write(JSON.stringify(sharedObjects.filter((path) => path.endsWith('.node'))));
  });
`)}`;

/** What a packaged command line that sends a large masked message loaded, and whether the message arrived as it was. */
async function sendMasked(cli: string, folder: string): Promise<{ native: unknown; arrived: boolean }> {
  const message = Buffer.from(Uint8Array.from({ length: 100_003 }, (_, at) => at * 7 + (at >> 8)));
  const file = join(folder, 'message.bin');
  await writeFile(file, message);
  let arrived = false;
  await using peer = await wsPeer((socket) => {
    socket.on('message', (bytes: Buffer) => {
      arrived = bytes.equals(message);
      socket.close();
    });
  });
  const args = ['--import', tellNativeModules, cli, 'connect', `ws://127.0.0.1:${peer.port}/`];
  const { stderr } = await run(process.execPath, [...args, '--send-file', file], { cwd: folder });
  return { native: JSON.parse(stderr), arrived };
}

describe('the packaged application', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let unpacked = '';
  let archive = '';
  /** What is in the archive, as files. */
  let extracted = '';

  beforeAll(async () => {
    await ensureTestBuild();
    folder = await temporaryFolder();
    const electronDist = join(folder.path, 'electron');
    await makeElectronDist(electronDist);
    const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
    const output = join(folder.path, 'output');
    const settings = [`-c.electronDist=${electronDist}`, `-c.directories.output=${output}`];
    await run(process.execPath, [builder, '--linux', 'dir', '--x64', ...settings], { cwd: root });
    unpacked = join(output, 'linux-unpacked');
    archive = join(unpacked, 'resources', 'app.asar');
    extracted = join(folder.path, 'extracted');
    extractAll(archive, extracted);
  }, desktopTimeoutMs);
  afterAll(() => folder[Symbol.asyncDispose]());

  const filesInArchive = async (): Promise<string[]> => {
    const paths = listPackage(archive, { isPack: false }).map((path) =>
      path.replaceAll('\\', '/').replace(/^\//, ''),
    );
    const isFile = await Promise.all(paths.map(async (path) => (await stat(join(extracted, path))).isFile()));
    return paths.filter((_, index) => isFile[index]);
  };

  it('has main, preload, page and engine in its archive', async () => {
    expect(await filesInArchive()).toEqual(
      expect.arrayContaining([
        'package.json',
        'out/main/main.js',
        'out/main/cli.js',
        'out/main/headless.js',
        'out/main/storeWorker.js',
        'out/main/importWorker.js',
        'out/preload/preload.cjs',
        'out/renderer/index.html',
      ]),
    );
  });

  it('has nothing else: no sources, no maps, no tests, no node_modules', async () => {
    const files = await filesInArchive();
    expect(files.filter((path) => !belongs.some((pattern) => pattern.test(path)))).toEqual([]);
    const beside = join(unpacked, 'resources', 'app.asar.unpacked');
    expect(await readdir(join(beside, 'out/main'), { recursive: true })).toEqual([
      'bufferutil',
      'bufferutil/linux-x64.node',
    ]);
    expect((await stat(archive)).size).toBeLessThan(largestArchiveBytes);
  });

  it('starts with what its package.json names', async () => {
    const text = await readFile(join(extracted, 'package.json'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({
      name: 'wirebench',
      productName: 'Wirebench',
      type: 'module',
      main: 'out/main/main.js',
      license: 'MIT',
    });
  });

  it('brings the licences of what is bundled', async () => {
    const engine = await readFile(join(extracted, 'out/main/licenses.md'), 'utf8');
    const page = await readFile(join(extracted, 'out/renderer/licenses.md'), 'utf8');
    for (const name of ['ws', 'zod']) expect(engine).toContain(`## ${name} `);
    for (const name of ['react', 'monaco-editor']) expect(page).toContain(`## ${name} `);
  });

  it('has its fuses set', async () => {
    expect(readFuses(await readFile(join(unpacked, 'wirebench')))).toMatchObject({
      runAsNode: false,
      nodeOptions: false,
      nodeCliInspect: false,
      grantFileProtocolExtraPrivileges: false,
      cookieEncryption: true,
      onlyLoadAppFromAsar: true,
      embeddedAsarIntegrity: true,
    });
  });

  it('runs its command line with nothing beside it, and records', async () => {
    const cli = join(extracted, 'out/main/cli.js');
    const saved = join(folder.path, 'saved.wbs');
    const options = { cwd: folder.path };
    const version = await run(process.execPath, [cli, '--version'], options);
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    await run(
      process.execPath,
      [cli, 'listen', 'tcp://127.0.0.1:0', '--for', '50ms', '--save', saved],
      options,
    );
    const shown = await run(process.execPath, [cli, 'show', saved, '--json'], options);
    expect(shown.stdout).toContain('"kind":"listening"');
  });

  // What was packaged is for this platform; on another one it is as if it were not there.
  it(
    'masks large messages by its native module, and without it where there is none or it is damaged',
    needs(onLinux, process.arch === 'x64' ? null : 'it is made for x64'),
    async () => {
      const copy = join(folder.path, 'copy');
      await cp(join(extracted, 'out/main'), copy, { recursive: true });
      await cp(join(extracted, 'package.json'), join(copy, 'package.json'));
      const cli = join(copy, 'cli.js');
      const module = join(copy, 'bufferutil', 'linux-x64.node');
      expect(await sendMasked(cli, folder.path)).toEqual({ native: [module], arrived: true });
      await writeFile(module, 'no native module');
      expect(await sendMasked(cli, folder.path)).toEqual({ native: [], arrived: true });
      await rm(module);
      expect(await sendMasked(cli, folder.path)).toEqual({ native: [], arrived: true });
    },
  );

  it('loads its main bundle, its page and its engine from the archive', async () => {
    const home = join(folder.path, 'home');
    await mkdir(home);
    await using application = await Application.start({
      main: join(extracted, 'out/main/main.js'),
      home,
      packaged: true,
    });
    await windowOpened(application);
    const { status, info, preload } = await application.evaluate(
      async ({ protocol, ipcMain, BrowserWindow }, _, { Caller }) => {
        const [window] = BrowserWindow.all;
        const page = await protocol.handlers.get('app')?.(new Request('app://wirebench/'));
        const client =
          window && Caller.ask(ipcMain, window.webContents, window.webContents.mainFrame)?.client;
        return {
          status: page?.status,
          info: await client?.call('app.info', {}),
          preload: (window?.options['webPreferences'] as { preload: string } | undefined)?.preload,
        };
      },
    );
    expect(status).toBe(200);
    expect(info).toMatchObject({ host: 'desktop', fileDialogs: true });
    expect(preload).toBe(join(extracted, 'out/preload/preload.cjs'));
  });
});
