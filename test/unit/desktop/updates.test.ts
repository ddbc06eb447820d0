import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Updates } from '../../../electron/desktop/updates/updates.ts';
import { namesTeam } from '../../../electron/desktop/updates/selfReplacement.ts';
import { findFeed, pageOf, type UpdateFeed } from '../../../electron/desktop/updates/updateFeed.ts';
import { problemOf } from '../../../electron/desktop/updates/updateProblems.ts';
import type { NewVersion } from '../../../electron/desktop/updates/updater.ts';
import { updateWay } from '../../../electron/desktop/updates/updateWay.ts';
import { WirebenchError } from '../../../shared/base/errors.ts';
import type { UpdateState } from '../../../shared/model/updates.ts';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const feed: UpdateFeed = { url: new URL('https://git.test/o/r/releases/latest/download/'), way: 'windows' };
const hourMs = 3_600_000;

/** A person's program, and what it was asked for. */
function createProgram(find: () => Promise<NewVersion | null>, coming = Promise.resolve()) {
  const did: string[] = [];
  const updates = new Updates({
    findFeed: () => Promise.resolve(feed),
    openUpdater: () =>
      Promise.resolve({
        find: () => {
          did.push('look');
          return find();
        },
        download: async (received) => {
          did.push('download');
          received({ receivedBytes: 1, totalBytes: 4 });
          await coming;
        },
        install: (failed) => {
          did.push('install');
          failed('The disk is full.');
        },
      }),
    canReplaceItself: () => Promise.resolve(true),
    quitBy: (end) => {
      did.push('quit');
      end();
    },
    openPage: (page) => Promise.resolve(void did.push(page.href)),
    tellOfFailure: (sentence) => void did.push(sentence),
    warn: (sentence) => void did.push(sentence),
  });
  const state = async (): Promise<UpdateState> => {
    const stop = new AbortController();
    for await (const told of updates.changes(stop.signal)) return told.state;
    throw new Error('It tells nothing.');
  };
  return { updates, did, state };
}

describe('new versions', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('are looked for soon after the start and each day, where the person wants it', async () => {
    const { updates, did } = createProgram(() => Promise.resolve(null));
    updates.want(false);
    await vi.advanceTimersByTimeAsync(48 * hourMs);
    expect(did).toEqual([]);
    updates.want(true);
    updates.want(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(did).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(23 * hourMs);
    expect(did).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2 * hourMs);
    expect(did).toHaveLength(2);
    updates.want(false);
    await vi.advanceTimersByTimeAsync(48 * hourMs);
    expect(did).toHaveLength(2);
  });

  it('that nobody asked for are told only where there is one', async () => {
    let found: NewVersion | null | Error = null;
    const { updates, did, state } = createProgram(() =>
      found instanceof Error ? Promise.reject(found) : Promise.resolve(found),
    );
    updates.want(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await state()).toEqual({ is: 'quiet' });
    found = new WirebenchError('INTERNAL', 'git.test cannot be reached.');
    await vi.advanceTimersByTimeAsync(25 * hourMs);
    expect(await state()).toEqual({ is: 'quiet' });
    expect(did.at(-1)).toBe(
      'Whether there is a new version could not be found out. git.test cannot be reached.',
    );
    found = { version: '2.0.0', notes: '' };
    await vi.advanceTimersByTimeAsync(25 * hourMs);
    expect(await state()).toEqual({ is: 'found', version: '2.0.0', notes: '', isInstallable: true });
    // It was withdrawn.
    found = null;
    await vi.advanceTimersByTimeAsync(25 * hourMs);
    expect(await state()).toEqual({ is: 'quiet' });
  });

  it('that somebody asked for are told of where there is none, for a while', async () => {
    const { updates, did, state } = createProgram(() => Promise.resolve(null));
    await updates.take('look');
    expect(await state()).toEqual({ is: 'newest' });
    await vi.advanceTimersByTimeAsync(10_000);
    await updates.take('look');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await state()).toEqual({ is: 'newest' });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await state()).toEqual({ is: 'quiet' });
    expect(did).toEqual(['look', 'look']);
  });

  it('are downloaded and installed in steps, none of which comes by itself or before its time', async () => {
    const { promise: coming, resolve: arrive } = Promise.withResolvers<void>();
    const find = (): Promise<NewVersion> => Promise.resolve({ version: '2.0.0', notes: '' });
    const { updates, did, state } = createProgram(find, coming);
    for (const step of ['download', 'install', 'cancel'] as const) await updates.take(step);
    expect(did).toEqual([]);
    await updates.take('look');
    await updates.take('install');
    expect(did).toEqual(['look']);
    const downloaded = updates.take('download');
    await vi.advanceTimersByTimeAsync(1);
    const sizes = { receivedBytes: 1, totalBytes: 4 };
    expect(await state()).toEqual({ is: 'downloading', version: '2.0.0', ...sizes });
    arrive();
    await downloaded;
    expect(await state()).toEqual({ is: 'downloaded', version: '2.0.0' });
    updates.want(true);
    await vi.advanceTimersByTimeAsync(48 * hourMs);
    expect(did).toEqual(['look', 'download']);
    await updates.take('install');
    expect(did).toEqual(['look', 'download', 'quit', 'install', 'The disk is full.']);
    await updates.take('openPage');
    expect(did.at(-1)).toBe('https://git.test/o/r/releases/latest/');
  });
});

describe('how a new version gets here', () => {
  it.each([
    ['win32', {}, 'windows'],
    ['win32', { PORTABLE_EXECUTABLE_FILE: 'C:\\Wirebench.exe' }, 'page'],
    ['darwin', {}, 'mac'],
    ['linux', { APPIMAGE: '/home/me/Wirebench.AppImage' }, 'appImage'],
    ['linux', {}, 'page'],
    ['freebsd', {}, null],
    ['win32', { WIREBENCH_NO_UPDATES: '1' }, null],
    ['darwin', { WIREBENCH_NO_UPDATES: 'yes' }, null],
    ['darwin', { WIREBENCH_NO_UPDATES: '0' }, 'mac'],
    ['darwin', { WIREBENCH_NO_UPDATES: '' }, 'mac'],
  ] as const)('on %s with %j: %s', (platform, environment, way) => {
    expect(updateWay({ platform, environment })).toBe(way);
  });

  it('is asked of who signed the program, on macOS', () => {
    expect(namesTeam('Identifier=dev.wirebench.Wirebench\nTeamIdentifier=AB12CD34EF\n')).toBe(true);
    expect(namesTeam('Signature=adhoc\nTeamIdentifier=not set\n')).toBe(false);
    expect(namesTeam('')).toBe(false);
  });
});

describe('the feed', () => {
  it('is the one that the package names, if nobody on the way could change it', async () => {
    await using folder = await temporaryFolder();
    const found = async (text: string): Promise<string | null> => {
      await writeFile(join(folder.path, 'app-update.yml'), text);
      const place = { resources: folder.path, platform: 'win32', environment: {} } as const;
      const there = await findFeed(place);
      return there && `${there.url.href} ${pageOf(there).href}`;
    };
    expect(await found('provider: generic\nurl: https://git.test/o/r/releases/latest/download')).toBe(
      'https://git.test/o/r/releases/latest/download/ https://git.test/o/r/releases/latest/',
    );
    expect(await found('provider: generic\nurl: http://[::1]:80/a/')).toBe('http://[::1]/a/ http://[::1]/');
    for (const text of [
      'provider: generic\nurl: http://git.test/a',
      'provider: generic\nurl: file:///etc',
      'provider: github\nowner: o\nrepo: r',
      'provider: generic\nurl: nonsense',
      ': [',
      '',
    ])
      expect(await found(text)).toBeNull();
  });
});

describe('what goes wrong with a new version', () => {
  it.each([
    [Object.assign(new Error('x'), { code: 'ENOSPC' }), 'The disk is full'],
    [new Error('net::ERR_NAME_NOT_RESOLVED'), 'git.test cannot be reached (net::ERR_NAME_NOT_RESOLVED).'],
    [new Error('Cannot download "https://git.test/a", status 404: Not Found'), 'answers with status 404.'],
    [
      Object.assign(new Error('x'), { code: 'ERR_UPDATER_INVALID_SIGNATURE' }),
      'not signed by those who signed this Wirebench. It was deleted, and nothing was installed. Get the new version from https://git.test/o/r/releases/latest/',
    ],
    [
      new Error('EACCES: permission denied\nat x'),
      'could not be fetched from git.test: EACCES: permission denied.',
    ],
  ])('%s is told as a sentence', (error, sentence) => {
    expect(problemOf(error, feed)).toContain(sentence);
  });
});
