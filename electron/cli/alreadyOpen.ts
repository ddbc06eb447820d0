import { setTimeout as delay } from 'node:timers/promises';
import type { WorkspaceInUse } from '../engine/lock/workspaceInUse.ts';
import { exitDone, exitFailed, type Surroundings } from './command.ts';
import { hasDisplay, openBrowser } from './openBrowser.ts';

/** 10 s for a browser to start and to read the page that redirects to the address. */
const browserStartMs = 10_000;

/** What a second start was meant to do. */
export interface Wish {
  readonly workspace: string;
  /** 0 for any port. */
  readonly port: number;
  /** Opens a browser window, where there is a display. */
  readonly open: boolean;
}

/**
 * Shows the program that has the workspace open already, or its address. Resolves to the exit status; when that program does not answer,
 * rejects with the reason why nothing could be opened.
 */
export async function showAlreadyOpen(
  inUse: WorkspaceInUse,
  { workspace, port, open }: Wish,
  { output, stop, warn }: Surroundings,
): Promise<number> {
  const shown = await inUse.show();
  if (!shown) throw inUse;
  if ('window' in shown) {
    await output.write(
      'Wirebench has this workspace open in its window already, which comes to the front.\n',
    );
  } else {
    await output.write(`Wirebench has this workspace open already, at ${shown.url}\n`);
    await output.flush();
    if (open && hasDisplay()) await openBriefly(shown.url, workspace, stop);
  }
  const isAsWished = port === 0 || ('url' in shown && URL.parse(shown.url)?.port === String(port));
  if (!isAsWished) warn(`So it is not served at port ${port}. End the other one first.`);
  return isAsWished ? exitDone : exitFailed;
}

/** Opens a browser at the page of another Wirebench that has the workspace, and waits until the browser has read the redirecting page. */
export async function openBriefly(url: string, workspace: string, stop?: AbortSignal): Promise<void> {
  const opened = await openBrowser(url, workspace).catch(() => null);
  if (!opened) return;
  await delay(browserStartMs, undefined, stop && { signal: stop }).catch(() => undefined);
  await opened.forget();
}
