/** The only file that knows `electron-updater`. It is loaded when somebody is asked for a new version first. */
import {
  AppImageUpdater,
  CancellationToken,
  DebUpdater,
  MacUpdater,
  NsisUpdater,
  type AppUpdater,
} from 'electron-updater';
import { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor.js';
import { GenericProvider } from 'electron-updater/out/providers/GenericProvider.js';
import { z } from 'zod';
import { WirebenchError } from '../../../shared/base/errors.ts';
import { onAbort } from '../../../shared/base/onAbort.ts';
import { longestNotes } from '../../../shared/model/updates.ts';
import { guardRequests } from './requestGuard.ts';
import type { UpdateFeed } from './updateFeed.ts';
import { problemOf, silentFeed } from './updateProblems.ts';
import type { NewVersion, Received, Updater } from './updater.ts';
import type { UpdateWay } from './updateWay.ts';

/** 30 s for a file of some kilobytes. */
const lookTimeoutMs = 30_000;
/** 2 min without a word of progress, which comes every second: then nothing comes any more. */
const stallMs = 120_000;

/** Every installation asks in the same words: Chromium would add the languages of the system. */
const requestHeaders = { 'User-Agent': 'Wirebench', 'Accept-Language': 'en' };

/** What a release says of itself, as far as a person is told of it. */
const latestSchema = z.object({
  version: z.string().min(1).max(100),
  releaseNotes: z.string().catch(''),
});

/** What electron-updater has for each way; the last one is only asked whether there is something. */
const kinds: Readonly<Record<UpdateWay, () => AppUpdater>> = {
  windows: () => new NsisUpdater(),
  mac: () => new MacUpdater(),
  appImage: () => new AppImageUpdater(),
  page: () => new DebUpdater(),
};

/** Looks in a feed with electron-updater, which checks what it downloads. To be made anew for each look. */
export function createElectronUpdater(feed: UpdateFeed): Updater {
  const updater = configured(kinds[feed.way](), feed);
  const guard = guardRequests(updater.netSession, feed);
  const sentence = (error: unknown): WirebenchError => new WirebenchError('INTERNAL', problemOf(error, feed));
  return {
    find: async () => {
      guard.begin();
      const stop = new AbortController();
      try {
        return await Promise.race([findIn(updater), silence(lookTimeoutMs, stop.signal)]);
      } catch (error) {
        // A request without an answer would wait for ever.
        void updater.netSession.closeAllConnections();
        throw sentence(error);
      } finally {
        stop.abort();
      }
    },
    download: async (received, signal) => {
      guard.begin();
      try {
        await download(updater, received, signal);
      } catch (error) {
        if (signal.aborted) throw new WirebenchError('ABORTED', 'The download was cancelled.');
        throw sentence(error);
      }
    },
    install: (failed) => {
      updater.on('error', (error) => failed(problemOf(error, feed)));
      // Nobody is asked again: the person has said so, and the program comes back by itself.
      updater.quitAndInstall(true, true);
    },
  };
}

/** Nothing happens but what a person asks for, and nothing is older than what is there. */
function configured(updater: AppUpdater, feed: UpdateFeed): AppUpdater {
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = false;
  updater.allowDowngrade = false;
  updater.disableWebInstaller = true;
  // A whole file is what its checksum is of, and what can be tried again.
  updater.disableDifferentialDownload = true;
  updater.isUserWithinRollout = () => true;
  updater.logger = null;
  updater.requestHeaders = requestHeaders;
  const { platform } = process;
  const provider = new GenericProvider({ provider: 'generic', url: feed.url.href }, updater, {
    isUseMultipleRangeRequest: false,
    platform: platform === 'win32' || platform === 'darwin' ? platform : 'linux',
    executor: new ElectronHttpExecutor(),
  });
  provider.setRequestHeaders(requestHeaders);
  // Its own way to ask gives each installation a number, keeps that, and sends it along.
  const getUpdateInfoAndProvider = async (): Promise<unknown> => ({
    info: await provider.getLatestVersion(),
    provider,
  });
  Object.assign(updater, { getUpdateInfoAndProvider });
  return updater;
}

async function findIn(updater: AppUpdater): Promise<NewVersion | null> {
  const result = await updater.checkForUpdates();
  if (!result?.isUpdateAvailable) return null;
  const { version, releaseNotes } = latestSchema.parse(result.updateInfo);
  return { version, notes: releaseNotes.slice(0, longestNotes) };
}

/** Rejects where nothing is said for that long. */
function silence(ms: number, signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(silentFeed()), ms);
  onAbort(signal, () => clearTimeout(timer));
  return promise;
}

async function download(
  updater: AppUpdater,
  received: (soFar: Received) => void,
  signal: AbortSignal,
): Promise<void> {
  const token = new CancellationToken();
  let stalled: NodeJS.Timeout | undefined;
  const { promise: ended, reject } = Promise.withResolvers<never>();
  // A request that waits for bytes notices nothing of the token.
  const end = (reason: Error): void => {
    token.cancel();
    void updater.netSession.closeAllConnections();
    reject(reason);
  };
  const watch = (): void => {
    clearTimeout(stalled);
    stalled = setTimeout(() => end(silentFeed()), stallMs);
  };
  const listening = onAbort(signal, () => end(new Error('The download was cancelled.')));
  updater.on('download-progress', ({ transferred, total }) => {
    watch();
    received({ receivedBytes: transferred, totalBytes: total });
  });
  watch();
  try {
    await Promise.race([updater.downloadUpdate(token), ended]);
  } finally {
    clearTimeout(stalled);
    listening.dispose();
    updater.removeAllListeners('download-progress');
  }
}
