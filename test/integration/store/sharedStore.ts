import { afterAll } from 'vitest';
import { createStore } from '../../../electron/engine/store/main/createStore.ts';
import type { WritePatience } from '../../../electron/engine/store/writePatience.ts';
import { StoreFixture, workerUrl } from './storeFixture.ts';

/**
 * Makes fixtures for the tests of one file: each has a folder of its own, and all share one store, because starting its two threads takes
 * more than most tests. All of it is gone after the last test.
 */
export function fixturesOfOneStore(patience?: WritePatience): () => StoreFixture {
  const store = createStore({ workerUrl, patience });
  const made: StoreFixture[] = [];
  afterAll(async () => {
    for (const fixture of made) await fixture[Symbol.asyncDispose]();
  });
  return () => {
    const fixture = new StoreFixture(store);
    made.push(fixture);
    return fixture;
  };
}
