import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, type Engine } from '../engine/engine.ts';
import { createEngineDeps } from '../headless.ts';

/** Lends an engine whose workspace is a folder that is gone afterwards, whatever happens. */
export async function withTemporaryEngine<Value>(
  use: (engine: Engine, folder: string) => Promise<Value>,
): Promise<Value> {
  const folder = await mkdtemp(join(tmpdir(), 'wirebench-'));
  // A second Ctrl-C ends the program without waiting for anything, and a recording can be large.
  const removeNow = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', removeNow);
  try {
    const engine = await createEngine(createEngineDeps(folder));
    try {
      return await use(engine, folder);
    } finally {
      await engine.close();
    }
  } finally {
    process.off('exit', removeNow);
    await rm(folder, { recursive: true, force: true });
  }
}
