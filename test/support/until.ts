import { setTimeout as pause } from 'node:timers/promises';

/** 30 s: many times what the slowest event takes on an idle machine, so that a busy one fails no test. */
const patienceMs = 30_000;

/**
 * Waits for a condition that events bring about; fails after `timeoutMs`, 30 seconds unless told. A condition that throws is asked again,
 * and what it threw last is the cause of the failure. It asks by itself, because `expect.poll` costs three times as much.
 */
export async function until(
  condition: () => boolean | Promise<boolean>,
  timeoutMs = patienceMs,
): Promise<void> {
  const failure = new Error(
    `What was waited for did not happen within ${timeoutMs} ms: ${condition.toString()}`,
  );
  Error.captureStackTrace(failure, until);
  const endsAt = performance.now() + timeoutMs;
  for (;;) {
    try {
      if (await condition()) return;
      failure.cause = undefined;
    } catch (error) {
      failure.cause = error;
    }
    if (performance.now() > endsAt) throw failure;
    await pause(5);
  }
}
