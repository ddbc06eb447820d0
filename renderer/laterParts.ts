import { LaterCode } from './state/base/laterCode.ts';
import type { ConnectionStore } from './state/workspace/connections.ts';

export const paletteCode = new LaterCode(() => import('./features/palette/Palette.tsx'));
export const dialogCode = new LaterCode(() => import('./dialogs/OpenDialogs.tsx'));

/** 2 s: where something is always drawn, such as a flood, there is no idle moment. */
const longestWaitMs = 2000;

/**
 * Loads code that nobody has needed yet, so that its first use waits for nothing: one after the other, while the window has nothing to do.
 * That begins when the connections are there: before, it only waits for them. What cannot be loaded is tried again by who needs it.
 */
export function prepareWhenIdle(
  window: Window,
  { store }: Pick<ConnectionStore, 'store'>,
  codes: readonly Pick<LaterCode<unknown>, 'read' | 'get'>[],
): void {
  const prepare = async (): Promise<void> => {
    for (const code of codes) {
      await new Promise((resolve) => window.requestIdleCallback(resolve, { timeout: longestWaitMs }));
      if (code.read().state === 'absent') await code.get().catch(() => undefined);
    }
  };
  const stop = store.subscribe(({ isLoaded }) => {
    if (!isLoaded) return;
    stop();
    void prepare();
  });
}
