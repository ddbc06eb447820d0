import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { app } from 'electron';

/**
 * Gives a named workspace a browser profile of its own. A profile has one process, so two workspaces can be open at once, and a second
 * start on the same one shows the existing window. Does nothing when a profile was named, too.
 */
export function keepProfileApart(workspace: string | null): void {
  if (workspace === null || app.commandLine.hasSwitch('user-data-dir')) return;
  const name = createHash('sha256').update(workspace).digest('hex').slice(0, 16);
  app.setPath('userData', join(app.getPath('userData'), 'workspaces', name));
}
