import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { WritePatience } from '../../electron/engine/store/writePatience.ts';
import { createReplayBench, type ReplayBench } from './replayBench.ts';
import { createSessionBench, type SessionBench } from './sessionBench.ts';

/**
 * One engine for the tests of a file, because starting its threads takes more than most tests. Each test gets a bench with a folder of its
 * own; the sessions that it leaves are released after it.
 */
export function benchesOfOneEngine(patience?: WritePatience): () => SessionBench {
  let bench: SessionBench;
  beforeAll(async () => {
    bench = await createSessionBench(patience);
  });
  afterEach(async () => {
    const { sessions } = bench.engine;
    await Promise.all(sessions.all.value.map(({ id }) => sessions.release(id)));
  });
  afterAll(() => bench[Symbol.asyncDispose]());
  return () => ({ ...bench, folder: mkdtempSync(join(bench.folder, 'test-')) });
}

/** The same for tests of replays. */
export function benchOfReplays(): () => ReplayBench {
  let bench: ReplayBench;
  beforeAll(async () => {
    bench = await createReplayBench();
  });
  afterAll(() => bench[Symbol.asyncDispose]());
  return () => bench;
}
