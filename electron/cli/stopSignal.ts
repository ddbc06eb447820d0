/** The status that shells report for a program that Ctrl-C ended: 128 and the number of SIGINT. */
const interruptedStatus = 130;

/** The scripts of package.json that run until they are stopped. */
const npmScripts: ReadonlySet<string | undefined> = new Set(['start', 'dev', 'wirebench']);

/** 0.5 s: soon enough for anybody who waits for the port or the file, and nothing to a processor. */
const parentCheckMs = 500;

/** Fires on the first Ctrl-C, or when the system asks for an end. A second one ends the program at once, whatever happens. */
export function listenForStop(): AbortSignal {
  const stop = new AbortController();
  const ask = (): void => {
    if (stop.signal.aborted) process.exit(interruptedStatus);
    stop.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
  if (npmScripts.has(process.env['npm_lifecycle_event'])) watchParent(() => stop.abort());
  return stop.signal;
}

/** npm runs its script through a shell. A signal sent to npm ends that shell, and does not reach the script. */
function watchParent(ended: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    ended();
  }, parentCheckMs);
  timer.unref();
}
