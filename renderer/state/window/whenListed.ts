/** 5 s: what the engine has brought back is listed within milliseconds, unless the disk stands still. */
const patienceMs = 5000;

/** Acts as soon as something is in a list, which it may be already; gives up after a while. */
export function whenListed(
  list: { subscribe(listener: () => void): () => void },
  isThere: () => boolean,
  act: () => void,
): void {
  if (isThere()) {
    act();
    return;
  }
  const stop = list.subscribe(() => {
    if (!isThere()) return;
    end();
    act();
  });
  const timer = setTimeout(() => stop(), patienceMs);
  const end = (): void => {
    clearTimeout(timer);
    stop();
  };
}
