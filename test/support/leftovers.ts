import { until } from './until.ts';

/** The sockets, pipes, listeners, look-ups and timers of this process that were not there before, by kind. */
function leftOver(before: readonly string[]): string[] {
  const now = process.getActiveResourcesInfo();
  for (const kind of before) {
    const index = now.indexOf(kind);
    if (index >= 0) now.splice(index, 1);
  }
  return now.filter((kind) => /tcp|udp|tls|pipe|timeout|immediate|getaddrinfo/i.test(kind));
}

/** Twice: what every time leaves is there after the first, and what only the next time meets is met. */
export const timesOver = 2;

/** What is left after the story was run again and again: nothing, if all is well. */
export async function leftAfter(story: () => Promise<void>): Promise<string[]> {
  const before = process.getActiveResourcesInfo();
  for (let times = 0; times < timesOver; times += 1) await story();
  await until(() => leftOver(before).length === 0).catch(() => undefined);
  return leftOver(before);
}
