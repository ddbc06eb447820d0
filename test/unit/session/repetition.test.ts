import { expect, it } from 'vitest';
import { Repetition } from '../../../electron/engine/session/repetition.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('a large message that waited for room is sent as soon as there is some, each time', async () => {
  const leaving: (() => void)[] = [];
  let nowUs = 0;
  const repeating = new Repetition({
    options: { count: 4, intervalMs: 10 },
    size: 2 * 1024 * 1024,
    clock: { nowUs: () => nowUs },
    send: (_, begun) => {
      begun(nowUs);
      return new Promise<void>((resolve) => leaving.push(resolve));
    },
    load: () => ({ queuedBytes: 0, waitsFor: 'peer' }),
    changed: () => undefined,
  });
  // All are due, and none of their times is over.
  nowUs = 45_000;
  for (let sent = 1; sent < 4; sent += 1) {
    expect(leaving).toHaveLength(sent);
    leaving.at(-1)?.();
    await turn();
  }
  leaving.at(-1)?.();
  await repeating.ended;
  expect(repeating.progress).toMatchObject({ phase: 'done', sent: 4, missed: 0, behind: null });
});
