import { app } from 'electron';

/** 5 s to end sessions and finish files. A file not finished by then loses its last batch at most, never all of it. */
const longestCloseMs = 5000;

/** Holds the first request to quit until everything is closed, then quits. */
export function closeBeforeQuit(close: () => Promise<void>, warn: (error: unknown) => void): void {
  let state: 'running' | 'closing' | 'closed' = 'running';
  const closeAndQuit = async (): Promise<void> => {
    await within(close(), longestCloseMs).catch(warn);
    state = 'closed';
    app.quit();
  };
  app.on('before-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    void closeAndQuit();
  });
}

function within(promise: Promise<void>, timeoutMs: number): Promise<void> {
  const { promise: timeout, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, timeoutMs);
  return Promise.race([promise, timeout]).finally(() => clearTimeout(timer));
}
