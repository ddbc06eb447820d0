import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { EngineDeps } from '../engine/base/deps.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import { createEngineDeps } from '../headless.ts';
import { makeTemporaryFolder, sweepTemporaryFolders } from './temporaryFolders.ts';

/** Lends an engine with a temporary workspace folder, which is deleted afterwards, whatever happens. */
export async function withTemporaryEngine<Value>(
  deps: Pick<EngineDeps, 'readsWhereItWrites'>,
  use: (engine: Engine, folder: string) => Promise<Value>,
): Promise<Value> {
  const folder = await makeTemporaryFolder();
  // A second Ctrl-C ends the program without waiting for anything, and a recording can be large.
  const removeNow = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', removeNow);
  try {
    const engine = await createEngine({ ...createEngineDeps(folder), ...deps });
    const swept = sweepTemporaryFolders(engine.store);
    try {
      return await use(engine, folder);
    } finally {
      await swept;
      await engine.close();
    }
  } finally {
    process.off('exit', removeNow);
    // Another program that sweeps may put the lock's file there again meanwhile, until it sees that there is nothing to sweep.
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
