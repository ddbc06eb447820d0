import { watch } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../../../shared/base/errors.ts';
import { toDisposable, type Disposable } from '../../../shared/base/lifecycle.ts';
import type { Log } from '../base/deps.ts';
import { calmly, pollIntervalMs, watchFolder } from './folderWatch.ts';

interface Watched extends Disposable {
  readonly identity: string;
}

/** What the last look found. */
interface WatchedTree {
  /** Which folders there are, by their path relative to the root (which is empty): one that was replaced by another is watched anew. */
  readonly identities: () => ReadonlyMap<string, string>;
  /** True when something could not be read: no system reports when it can be. */
  readonly isUnread: () => boolean;
}

/**
 * Calls `look` once for all changes until a quarter of a second without any, in a folder and the folders within it. Where the system cannot
 * watch one of them (out of watches), and while something cannot be read, looks every 5 s.
 */
export function watchTree(
  root: string,
  { identities, isUnread }: WatchedTree,
  log: Log,
  look: () => Promise<void>,
): Disposable {
  const watches = new Map<string, Watched>();
  let isWatching = true;
  let polling: ReturnType<typeof setInterval> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  const calm = calmly(async () => {
    await look();
    if (isWatching) follow();
  });
  const changed = (): void => calm.changed();
  const poll = (error: unknown): void => {
    // A folder that is gone by now is told by the folder that it was in.
    if (codeOf(error) === 'ENOENT' || polling !== undefined || !isWatching) return;
    log.warn(`The system does not report all changes in ${root}, so Wirebench checks it every 5 s.`);
    polling = setInterval(changed, pollIntervalMs);
    polling.unref();
  };
  const follow = (): void => {
    const wanted = new Map([...identities()].filter(([folder]) => folder !== ''));
    for (const [folder, watching] of watches) {
      if (wanted.get(folder) === watching.identity) continue;
      watching.dispose();
      watches.delete(folder);
    }
    let isNew = false;
    for (const [folder, identity] of wanted) {
      if (watches.has(folder)) continue;
      watches.set(folder, watchOne(join(root, folder), identity, changed, poll));
      isNew = true;
    }
    // What came between the look that found a folder and its watch was not reported.
    if (isNew) changed();
    clearTimeout(again);
    if (isUnread()) again = setTimeout(changed, pollIntervalMs).unref();
  };
  const own = watchFolder(root, log, changed);
  follow();
  return toDisposable(() => {
    isWatching = false;
    calm.dispose();
    clearInterval(polling);
    clearTimeout(again);
    own.dispose();
    for (const watching of watches.values()) watching.dispose();
  });
}

/** Without a look at the folder that it is in: that one is watched, too. */
function watchOne(
  folder: string,
  identity: string,
  changed: () => void,
  failed: (error: unknown) => void,
): Watched {
  try {
    const watcher = watch(folder, changed);
    watcher.on('error', failed);
    return { identity, dispose: () => watcher.close() };
  } catch (error) {
    failed(error);
    return { identity, dispose: () => undefined };
  }
}
