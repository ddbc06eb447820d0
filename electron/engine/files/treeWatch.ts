import { join } from 'node:path';
import { toDisposable, type Disposable } from '../../../shared/base/lifecycle.ts';
import type { Log } from '../base/deps.ts';
import { calmly, watchFolder } from './folderWatch.ts';

interface Watched extends Disposable {
  readonly identity: string;
}

/**
 * Calls `look` once for all changes within a tenth of a second in a folder and the folders within it. `identities` tells, after each look,
 * which folders there are, by their path relative to the root (which is empty): one that was replaced by another is watched anew.
 */
export function watchTree(
  root: string,
  identities: () => ReadonlyMap<string, string>,
  log: Log,
  look: () => Promise<void>,
): Disposable {
  const watches = new Map<string, Watched>();
  let isWatching = true;
  const calm = calmly(async () => {
    await look();
    if (isWatching) follow();
  });
  const follow = (): void => {
    const wanted = new Map([['', ''], ...[...identities()].filter(([folder]) => folder !== '')]);
    for (const [folder, watch] of watches) {
      if (wanted.get(folder) === watch.identity) continue;
      watch.dispose();
      watches.delete(folder);
    }
    for (const [folder, identity] of wanted) {
      if (watches.has(folder)) continue;
      const watching = watchFolder(join(root, folder), log, () => calm.changed());
      watches.set(folder, { identity, dispose: () => watching.dispose() });
    }
  };
  follow();
  return toDisposable(() => {
    isWatching = false;
    calm.dispose();
    for (const watch of watches.values()) watch.dispose();
  });
}
