import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { app, session, type Session } from 'electron';

/** What the window of a workspace has to itself. */
interface Profile {
  /** Where its page keeps its tabs, drafts and sizes. */
  readonly session: Session;
  /** The absolute path of the file that keeps where it was on the screen. */
  readonly places: string;
}

/**
 * The profile of a workspace: for the usual one that of the program, for each other one a folder below it. Both folders are as the system
 * spells them. To be called after `ready`.
 */
export function profileOf(folder: string, usual: string): Profile {
  const profile = app.getPath('userData');
  if (folder === usual) return { session: session.defaultSession, places: placesIn(profile) };
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const path = join(profile, 'workspaces', name);
  return { session: session.fromPath(path), places: placesIn(path) };
}

function placesIn(profile: string): string {
  return join(profile, 'window.json');
}
