import { setImmediate as nextTurn } from 'node:timers/promises';

/** 1 ms: who waits for an answer that takes a hundred turns notices nothing. */
const longestSliceMs = 1;

/** For long work without a thread of its own: call it often, and sockets are served whenever it has gone on for a millisecond. */
export function inSlices(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < longestSliceMs) return;
    await nextTurn();
    since = performance.now();
  };
}
