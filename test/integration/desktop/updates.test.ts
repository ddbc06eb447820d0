import { access, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { UpdateState, UpdateStep } from '../../../shared/model/updates.ts';
import { desktopTimeoutMs, startDesktop, windowOpened, type Desktop } from '../../support/desktop.ts';
import { needs, onLinux } from '../../support/needs.ts';
import {
  latestOf,
  leadsTo,
  makeRelease,
  sends,
  serveReleases,
  type ReleaseFeed,
} from '../../support/releaseFeed.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';

/** What the stand-in is said to be. */
const latestFile = `latest-linux${process.arch === 'x64' ? '' : `-${process.arch}`}.yml`;

interface Installed extends AsyncDisposable {
  readonly desktop: Desktop;
  /** The file that the program runs from. */
  readonly program: string;
  /** Where downloads wait. */
  readonly pending: string;
  /** The folder of both. */
  readonly folder: string;
}

/** A program that runs from an AppImage, whose package names a feed unless `feed` is null. */
async function install(feed: Pick<ReleaseFeed, 'url'> | null, environment = {}): Promise<Installed> {
  const folder = await temporaryFolder();
  const program = join(folder.path, 'Wirebench.AppImage');
  await writeFile(program, 'the old one');
  const cache = join(folder.path, 'cache');
  await mkdir(cache);
  const desktop = await startDesktop({
    packaged: true,
    environment: {
      APPIMAGE: program,
      XDG_CACHE_HOME: cache,
      WIREBENCH_CONFIG: join(folder.path, 'config'),
      ...environment,
    },
    files: feed
      ? { 'app-update.yml': `provider: generic\nurl: ${feed.url}\nupdaterCacheDirName: wirebench-updater\n` }
      : {},
  });
  await windowOpened(desktop.application);
  return {
    ...{ desktop, program, folder: folder.path, pending: join(cache, 'wirebench-updater', 'pending') },
    async [Symbol.asyncDispose]() {
      await desktop[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** Asks for a step, and gives every state until the last one wanted comes. */
function take(
  { desktop }: Installed,
  step: UpdateStep,
  last: UpdateState['is'],
): Promise<{ readonly from: string | null; readonly states: readonly UpdateState[] }> {
  return desktop.application.evaluate(
    async ({ ipcMain, BrowserWindow }, wanted, { Caller }) => {
      const contents = BrowserWindow.all[0]?.webContents;
      const client = contents && Caller.ask(ipcMain, contents, contents.mainFrame)?.client;
      if (!client) throw new Error('There is no window.');
      const states: UpdateState[] = [];
      const { promise: done, resolve } = Promise.withResolvers<string | null>();
      let latest: { from: string | null; state: UpdateState } | null = null;
      const look = (): void => {
        if (latest?.state.is === wanted.last) resolve(latest.from);
      };
      const subscription = client.subscribe('host.updates', {}, (told) => {
        const isFirst = latest === null;
        latest = told;
        if (isFirst) client.call('host.update', { step: wanted.step }).then(look, () => undefined);
        else {
          states.push(told.state);
          look();
        }
      });
      const from = await done;
      subscription.dispose();
      return { from, states };
    },
    { step, last },
  );
}

async function sentenceAfter(installed: Installed, step: UpdateStep): Promise<string> {
  const { states } = await take(installed, step, 'failed');
  const state = states.at(-1);
  return state?.is === 'failed' ? state.sentence : '';
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

describe('new versions, where the package names a feed', needs(onLinux), () => {
  const release = makeRelease('1.3.0', '#!/bin/sh\necho "$APPIMAGE_SILENT_INSTALL" > "$0.started"\n');
  let feed: ReleaseFeed;
  let installed: Installed;
  beforeAll(async () => {
    feed = await serveReleases();
    installed = await install(feed);
  }, desktopTimeoutMs);
  beforeEach(() => {
    feed.answers.clear();
    feed.asked.length = 0;
    feed.answers.set(latestFile, sends(latestOf(release)));
    feed.answers.set(release.name, sends(release.content));
  });
  afterAll(async () => {
    await installed[Symbol.asyncDispose]();
    await feed[Symbol.asyncDispose]();
  });

  it('are found by one request, which tells nothing of who asks', async () => {
    const { from, states } = await take(installed, 'look', 'found');
    expect(from).toBe(new URL(feed.url).host);
    expect(states).toEqual([
      { is: 'looking' },
      { is: 'found', version: '1.3.0', notes: 'Faster.\nBetter.', isInstallable: true },
    ]);
    expect(feed.asked.map(({ path }) => path)).toEqual([latestFile]);
    const { host, connection, ...told } = feed.asked[0]?.headers ?? {};
    expect([host, connection]).toEqual([new URL(feed.url).host, 'close']);
    expect(told).toEqual({
      'user-agent': 'Wirebench',
      'accept-language': 'en',
      'cache-control': 'no-cache',
    });
    expect(await readdir(join(installed.desktop.home, 'profile')).catch(() => [])).not.toContain(
      '.updaterId',
    );
    expect(await isThere(installed.pending)).toBe(false);
  });

  it('are none where the release is this one or an older one', async () => {
    for (const version of ['1.2.3', '1.2.2', '0.9.0', '1.2.3-beta.1']) {
      feed.answers.set(latestFile, sends(latestOf({ ...release, version })));
      expect((await take(installed, 'look', 'newest')).states.at(-1)).toEqual({ is: 'newest' });
    }
  });

  it.each([
    ['that is gone', null, /^127\.0\.0\.1:\d+ has no release for this system\. Try again later\.$/],
    ['that says something else', sends('<!doctype html><p>404'), /says of its release cannot be read/],
    ['that says nothing', sends(''), /says of its release cannot be read/],
    ['that is no YAML', sends('a: [1\nb: }'), /says of its release cannot be read/],
    ['whose version is none', sends('version: latest\nfiles: []'), /says of its release cannot be read/],
    [
      'that is broken',
      (response: Parameters<ReturnType<typeof sends>>[0]) => response.writeHead(503).end(),
      /answers with status 503\. Try again later\.$/,
    ],
    ['that leads away in the clear', leadsTo('http://127.0.0.2:1/'), /address without encryption/],
    ['that leads in circles', leadsTo(latestFile), /leads in circles/],
  ] as const)('are told of with a sentence where the feed is one %s', async (_, answer, sentence) => {
    if (answer) feed.answers.set(latestFile, answer);
    else feed.answers.delete(latestFile);
    expect(await sentenceAfter(installed, 'look')).toMatch(sentence);
    expect(feed.asked.length).toBeLessThan(30);
  });

  it('are refused with another checksum, and what came is deleted', async () => {
    feed.answers.set(release.name, sends(release.content.toReversed()));
    await take(installed, 'look', 'found');
    expect(await sentenceAfter(installed, 'download')).toBe(
      `What ${new URL(feed.url).host} sent is not the file of the release: its checksum is another one. It was deleted, and nothing was installed. Try again, or get the new version from ${new URL('..', feed.url).href}.`,
    );
    expect(await readdir(installed.pending)).toEqual([]);
  });

  it('can be given up while they come', async () => {
    const { content } = release;
    feed.answers.set(release.name, (response) => {
      response.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, 10));
    });
    await take(installed, 'look', 'found');
    await take(installed, 'download', 'downloading');
    await until(() => feed.open() === 1);
    const { states } = await take(installed, 'cancel', 'found');
    expect(states.at(-1)).toMatchObject({ is: 'found', version: '1.3.0' });
    await until(() => feed.open() === 0);
    await until(async () => (await readdir(installed.pending)).length === 0);
    expect(await readFile(installed.program, 'utf8')).toBe('the old one');
  });

  it('come by redirects, wait, and take the place of the program only when a person quits for them', async () => {
    feed.answers.set(latestFile, leadsTo('moved.yml'));
    feed.answers.set('moved.yml', sends(latestOf(release)));
    feed.answers.set(release.name, leadsTo('moved.AppImage'));
    feed.answers.set('moved.AppImage', sends(release.content));
    await take(installed, 'look', 'found');
    const { states } = await take(installed, 'download', 'downloaded');
    expect(states.at(-1)).toEqual({ is: 'downloaded', version: '1.3.0' });
    const agents = feed.asked.map(({ headers }) => headers['user-agent']);
    expect(agents).toEqual(['Wirebench', 'Wirebench', 'Wirebench', 'Wirebench']);
    expect(states.map(({ is }) => is)).toContain('downloading');
    // Looked for again, it is what it was.
    expect((await take(installed, 'look', 'downloaded')).states).toEqual([]);
    const { application } = installed.desktop;
    const questions = await application.evaluate(
      async ({ ipcMain, BrowserWindow, answers, calls, state }, _, { Caller }) => {
        const contents = BrowserWindow.all[0]?.webContents;
        const client = contents && Caller.ask(ipcMain, contents, contents.mainFrame)?.client;
        if (!client) throw new Error('There is no window.');
        const endpoint = { kind: 'tcp-server', address: 'tcp://127.0.0.1:0' } as const;
        const { id } = await client.call('connections.create', { name: 'one', endpoint });
        await client.call('sessions.open', { connection: id });
        answers.button = 1;
        await client.call('host.update', { step: 'install' });
        await new Promise((resolve) => setImmediate(resolve));
        return [calls.filter(({ name }) => name === 'dialog.showMessageBox').length, state.quit];
      },
    );
    expect(questions).toEqual([1, false]);
    expect(await readFile(installed.program, 'utf8')).toBe('the old one');
    await application.evaluate(async ({ ipcMain, BrowserWindow, answers, state }, _, { Caller }) => {
      const contents = BrowserWindow.all[0]?.webContents;
      const client = contents && Caller.ask(ipcMain, contents, contents.mainFrame)?.client;
      answers.button = 0;
      client?.call('host.update', { step: 'install' }).catch(() => undefined);
      while (!state.quit) await new Promise((resolve) => setTimeout(resolve, 5));
    });
    expect(await readFile(installed.program)).toEqual(Buffer.from(release.content));
    await until(() => isThere(`${installed.program}.started`));
  });
});

describe('the page of the releases', needs(onLinux), () => {
  it('is the one that the package names', { timeout: desktopTimeoutMs }, async () => {
    await using installed = await install({ url: 'https://git.test/o/r/releases/latest/download' });
    await take(installed, 'openPage', 'quiet');
    const opened = await installed.desktop.application.evaluate(({ calls }) =>
      calls.filter(({ name }) => name === 'shell.openExternal').map(({ args }) => args),
    );
    expect(opened).toEqual([['https://git.test/o/r/releases/latest/']]);
  });
});

describe('new versions, where nobody is to be asked', needs(onLinux), () => {
  it.each(['without a feed', 'where they are forbidden'] as const)(
    'are never asked for: %s',
    { timeout: desktopTimeoutMs },
    async (why) => {
      await using feed = await serveReleases();
      const isForbidden = why === 'where they are forbidden';
      await using installed = await install(
        isForbidden ? feed : null,
        isForbidden ? { WIREBENCH_NO_UPDATES: '1' } : {},
      );
      const { from, states } = await take(installed, 'look', 'quiet');
      expect([from, states]).toEqual([null, []]);
      expect(feed.asked).toEqual([]);
    },
  );

  it(
    'install nothing at the end of the program that a person did not ask for',
    { timeout: desktopTimeoutMs },
    async () => {
      await using feed = await serveReleases();
      const release = makeRelease('1.3.0', 'the new one');
      feed.answers.set(latestFile, sends(latestOf(release)));
      feed.answers.set(release.name, sends(release.content));
      await using installed = await install(feed);
      await take(installed, 'look', 'found');
      await take(installed, 'download', 'downloaded');
      await installed.desktop.application.evaluate(async ({ app, state }) => {
        app.quit();
        while (!state.quit) await new Promise((resolve) => setTimeout(resolve, 5));
      });
      expect(await readFile(installed.program, 'utf8')).toBe('the old one');
    },
  );
});
