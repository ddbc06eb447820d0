import { LaterCode } from './state/base/laterCode.ts';

export const paletteCode = new LaterCode(() => import('./features/palette/Palette.tsx'));
export const dialogCode = new LaterCode(() => import('./dialogs/OpenDialogs.tsx'));

/** 2 s: where something always draws, such as a flood, there is no idle moment. */
const longestWaitMs = 2000;

/**
 * Loads code while nobody needs anything, one after the other, so that its first use waits for nothing. What cannot be loaded then is tried
 * again when it is needed.
 */
export async function prepareWhenIdle(
  window: Window,
  codes: readonly Pick<LaterCode<unknown>, 'get'>[],
): Promise<void> {
  for (const code of codes) {
    await new Promise((resolve) => {
      window.requestIdleCallback(resolve, { timeout: longestWaitMs });
    });
    await code.get().catch(() => undefined);
  }
}
