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
  try {
    const engine = await createEngine(createEngineDeps(folder));
    try {
      return await use(engine, folder);
    } finally {
      await engine.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
