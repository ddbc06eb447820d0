import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { watchTree } from '../../../electron/engine/files/treeWatch.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';

it('looks again where a folder may have got files between the look that found it and its watch', async () => {
  await using root = await temporaryFolder();
  const folder = join(root.path, 'new');
  const folders = new Map([['', 'root']]);
  const seen: boolean[] = [];
  const look = (): Promise<void> => {
    seen.push(existsSync(join(folder, 'late.json')));
    if (existsSync(folder) && !folders.has('new')) {
      folders.set('new', 'first');
      writeFileSync(join(folder, 'late.json'), '{}');
    }
    return Promise.resolve();
  };
  const tree = { identities: () => folders, isUnread: () => false };
  const watching = watchTree(root.path, tree, { warn: () => undefined }, look);
  try {
    await until(() => seen.length === 1);
    mkdirSync(folder);
    await until(() => seen.includes(true));
    expect(seen[0]).toBe(false);
  } finally {
    watching.dispose();
  }
});

it('looks again and again while something could not be read, and no longer', async () => {
  await using root = await temporaryFolder();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  let looks = 0;
  const look = (): Promise<void> => {
    looks += 1;
    return Promise.resolve();
  };
  const tree = { identities: () => new Map([['', 'root']]), isUnread: () => looks < 2 };
  const watching = watchTree(root.path, tree, { warn: () => undefined }, look);
  try {
    await vi.advanceTimersByTimeAsync(60_000);
    expect(looks).toBe(2);
  } finally {
    watching.dispose();
    vi.useRealTimers();
  }
});
