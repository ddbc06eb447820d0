import { execFile } from 'node:child_process';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { windowOpened } from '../../support/desktop.ts';
import { Application } from '../../support/electronStandIn/application.ts';
import { needs, onLinux } from '../../support/needs.ts';
import type { Packed } from '../../support/packaging/packed.ts';
import { wsPeer } from '../../support/peers.ts';

const run = promisify(execFile);

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

/** What is in the archive, run with nothing beside it. */
export function describeRunning(packed: () => Packed): void {
  describe('what is in the archive', () => {
    it('runs its command line, and records', async () => {
      const folder = packed().path;
      const cli = join(packed().of('linux', 'x64').extracted(), 'out/main/cli.js');
      const saved = join(folder, 'saved.wbs');
      const options = { cwd: folder };
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
        const folder = packed().path;
        const extracted = packed().of('linux', 'x64').extracted();
        const copy = join(folder, 'copy');
        await cp(join(extracted, 'out/main'), copy, { recursive: true });
        await cp(join(extracted, 'package.json'), join(copy, 'package.json'));
        const cli = join(copy, 'cli.js');
        const module = join(copy, 'bufferutil', 'linux-x64.node');
        expect(await sendMasked(cli, folder)).toEqual({ native: [module], arrived: true });
        await writeFile(module, 'no native module');
        expect(await sendMasked(cli, folder)).toEqual({ native: [], arrived: true });
        await rm(module);
        expect(await sendMasked(cli, folder)).toEqual({ native: [], arrived: true });
      },
    );

    it('opens its main bundle, its page and its engine', async () => {
      const extracted = packed().of('linux', 'x64').extracted();
      const home = join(packed().path, 'home');
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
}
