import { statSync, watch, type FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';
import { toDisposable, type Disposable } from '../../../shared/base/lifecycle.ts';
import type { Log } from '../base/deps.ts';

/** 5 s between looks at a folder that the system cannot watch for us. */
export const pollIntervalMs = 5000;
/** 250 ms without a change: a checkout deletes a file some time before it writes it elsewhere, and a person hardly notices the delay. */
const settleMs = 250;
/** 1 s: who writes without a pause is looked at all the same. */
const longestSettleMs = 1000;

/** Something may have changed: the file of this name, or anything, when the system named no file or the folder was recreated. */
type FolderListener = (name: string | null, kind: 'content' | 'entry') => void;

/**
 * Reports changes that an editor, a checkout or a copy makes in a folder. The folder may be deleted and recreated meanwhile. Where the
 * system cannot watch (out of watches, a network drive), reports a possible change every 5 s.
 */
export function watchFolder(folder: string, log: Log, changed: FolderListener): Disposable {
  return new FolderWatch(folder, log, changed);
}

/** Calls `look` once for all changes until a quarter of a second without any; with `file`, only for changes of that file. */
export function watchCalmly(folder: string, log: Log, look: () => Promise<void>, file?: string): Disposable {
  const calm = calmly(look);
  const watching = watchFolder(folder, log, (name) => {
    if (file === undefined || name === null || name === file) calm.changed();
  });
  return toDisposable(() => {
    watching.dispose();
    calm.dispose();
  });
}

/** Looks once the changes that are announced have paused for a quarter of a second, and a second after the first of them at the latest. */
export function calmly(look: () => Promise<void>): Disposable & { changed(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest = 0;
  return {
    changed() {
      const now = performance.now();
      if (timer === undefined) latest = now + longestSettleMs;
      clearTimeout(timer);
      const waitMs = Math.max(0, Math.min(settleMs, latest - now));
      timer = setTimeout(() => {
        timer = undefined;
        void look();
      }, waitMs);
    },
    dispose: () => clearTimeout(timer),
  };
}

class FolderWatch implements Disposable {
  private readonly folder: string;
  private readonly log: Log;
  private readonly changed: FolderListener;
  private readonly parent: FSWatcher | null;
  private own: FSWatcher | null = null;
  private watchedInode: bigint | null = null;
  private polling: ReturnType<typeof setInterval> | undefined;
  private isDisposed = false;

  constructor(folder: string, log: Log, changed: FolderListener) {
    this.folder = folder;
    this.log = log;
    this.changed = changed;
    // The parent folder reports when the folder itself is deleted or created.
    this.parent = this.start(dirname(folder), (name) => {
      if (name === null || name === basename(folder)) this.rewatch();
    });
    this.rewatch();
  }

  dispose(): void {
    this.isDisposed = true;
    this.parent?.close();
    this.own?.close();
    clearInterval(this.polling);
  }

  private rewatch(): void {
    const inode = this.look();
    if (this.isDisposed || inode === this.watchedInode) return;
    this.own?.close();
    this.watchedInode = inode;
    this.own = inode === null ? null : this.start(this.folder, this.changed);
    this.changed(null, 'entry');
  }

  /** Null for a folder that is not there, and for one that cannot be looked at: nobody tells when that passes. */
  private look(): bigint | null {
    try {
      return statSync(this.folder, { bigint: true, throwIfNoEntry: false })?.ino ?? null;
    } catch {
      this.poll();
      return null;
    }
  }

  private start(folder: string, listener: FolderListener): FSWatcher | null {
    try {
      const watcher = watch(folder, (event, name) =>
        listener(name, event === 'rename' ? 'entry' : 'content'),
      );
      watcher.on('error', () => this.poll());
      return watcher;
    } catch {
      this.poll();
      return null;
    }
  }

  private poll(): void {
    if (this.polling !== undefined || this.isDisposed) return;
    this.log.warn(`The system does not report changes in ${this.folder}, so Wirebench checks it every 5 s.`);
    this.polling = setInterval(() => {
      this.rewatch();
      this.changed(null, 'entry');
    }, pollIntervalMs);
    this.polling.unref();
  }
}
