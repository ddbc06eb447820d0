import { WirebenchError } from '../../../shared/base/errors.ts';
import type { WorkspaceProblem } from '../../../shared/model/connection.ts';
import { mostMessages } from '../../../shared/model/savedMessage.ts';
import { mostConnections } from '../../../shared/model/connectionFolder.ts';
import { isUnread, type FileProblem, type FolderContent, type ReadFile } from './folderContent.ts';

/** `what` is asked for and may be there: something cannot be read. */
export function notRead(what: string, { file, message }: WorkspaceProblem): WirebenchError {
  return new WirebenchError(
    'WRONG_STATE',
    `${what} could not be read. ${file === '' ? '' : `${file}: `}${message}`,
  );
}

/** Throws when a folder is gone, or is not read: what is put there would be lost to sight. */
export function refuseUnread(folder: string, content: FolderContent<unknown> | undefined): void {
  if (!content)
    throw new WirebenchError('NOT_FOUND', `The folder “${folder}” is no longer in the workspace.`);
  if (content.problem)
    throw new WirebenchError(
      'WRONG_STATE',
      `Nothing can be put ${folder === '' ? 'here' : `into the folder “${folder}”`}. ${content.problem.message}`,
    );
}

/** What a folder says about itself is not replaced unread. */
export function wrongFacts(
  file: string,
  own: ReadFile<unknown> & { readonly problem: FileProblem },
): WirebenchError {
  const why = isUnread(own) ? own.problem.message : 'It has a mistake. Correct it, then try again.';
  return new WirebenchError('WRONG_STATE', `${file} was not changed. ${why}`);
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

export function existsAlready(): WirebenchError {
  return new WirebenchError('WRONG_STATE', 'Another window has saved this connection already.');
}

export function tooManyConnections(): WirebenchError {
  const message = `A workspace has at most ${mostConnections.toLocaleString('en')} connections. Delete some, or use another workspace.`;
  return new WirebenchError('LIMIT', message);
}

export function tooManyMessages(): WirebenchError {
  const message = `A workspace has at most ${mostMessages.toLocaleString('en')} messages. Delete some, or use another workspace.`;
  return new WirebenchError('LIMIT', message);
}

/** What stands in a file that cannot be read would be deleted unseen. */
export function unreadBefore(file: string): WirebenchError {
  return new WirebenchError(
    'WRONG_STATE',
    `Nothing was deleted: ${file} cannot be read. Correct or delete it first.`,
  );
}
