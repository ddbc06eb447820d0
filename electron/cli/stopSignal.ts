/** What shells report for a program that Ctrl-C ended: 128 and the number of SIGINT. */
const interruptedStatus = 130;

/** Fires on the first Ctrl-C, or when the system asks for an end. A second one ends the program at once, come what may. */
export function listenForStop(): AbortSignal {
  const stop = new AbortController();
  const ask = (): void => {
    if (stop.signal.aborted) process.exit(interruptedStatus);
    stop.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
  return stop.signal;
}
