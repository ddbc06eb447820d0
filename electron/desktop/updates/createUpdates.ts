import { app, dialog } from 'electron';
import type { ProgramLog } from '../programLog.ts';
import type { Quitting } from '../quit.ts';
import { openReleasePage } from './openReleasePage.ts';
import { canReplaceItself } from './selfReplacement.ts';
import { findFeed } from './updateFeed.ts';
import { Updates } from './updates.ts';

/** The updates of this program. What looks for them is loaded when it is needed first. */
export function createUpdates(quitting: Quitting, log: ProgramLog): Updates {
  const { platform, env: environment } = process;
  return new Updates({
    findFeed: () => findFeed({ resources: process.resourcesPath, platform, environment }),
    openUpdater: async (feed) => {
      const { createElectronUpdater } = await import('./electronUpdater.ts');
      return createElectronUpdater(feed);
    },
    canReplaceItself: ({ way }) => canReplaceItself(way),
    quitBy: (end) => quitting.quitBy(end),
    openPage: openReleasePage,
    tellOfFailure: (sentence) => {
      dialog.showErrorBox('The new version was not installed', sentence);
      app.quit();
    },
    warn: (sentence) => log.warn(sentence),
  });
}
