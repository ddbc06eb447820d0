import { WirebenchError } from '../../../shared/base/errors.ts';
import { mostConnections } from '../../../shared/model/connectionFolder.ts';
import type { FolderContent } from './folderContent.ts';

/** Throws when a folder is gone, or is not read: what is put there would be lost to sight. */
export function refuseUnread(folder: string, content: FolderContent<unknown> | undefined): void {
  if (!content)
    throw new WirebenchError('NOT_FOUND', `The folder “${folder}” is no longer in the workspace.`);
  if (content.problem)
    throw new WirebenchError(
      'WRONG_STATE',
      `Nothing can be put into the folder “${folder}”. ${content.problem.message}`,
    );
}

/** `path` is that of the file that an item stands in by now. It may be a copy of what the person saw: only they can tell. */
export function movedAway(path: string): WirebenchError {
  const message = `Nothing was deleted: another program has just put this into ${path}. Look at it there, then delete it again.`;
  return new WirebenchError('WRONG_STATE', message);
}

export function unsettled(path: string): WirebenchError {
  const message = `Another program is changing ${path} at this moment, so nothing was written. Try again.`;
  return new WirebenchError('WRONG_STATE', message);
}

export function tooManyConnections(): WirebenchError {
  const message = `A workspace has at most ${mostConnections.toLocaleString('en')} connections. Delete some, or use another workspace.`;
  return new WirebenchError('LIMIT', message);
}
