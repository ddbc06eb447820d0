import { appContract } from './app.ts';
import { connectionsContract } from './connections.ts';
import { messagesContract } from './messages.ts';
import { deletionsContract } from './deletions.ts';
import { importsContract } from './imports.ts';
import { filesContract } from './files.ts';
import { environmentsContract } from './environments.ts';
import { errandsContract } from './errands.ts';
import { preferencesContract } from './preferences.ts';
import { networkContract } from './network.ts';
import { secretsContract } from './secrets.ts';
import { sessionsContract } from './sessions.ts';
import { historyContract } from './history.ts';
import { hostContract } from './host.ts';
import { recordsContract } from './records.ts';
import { marksContract } from './marks.ts';
import { viewsContract } from './views.ts';
import { storageContract } from './storage.ts';
import { recordingsContract } from './recordings.ts';
import { replaysContract } from './replays.ts';
import { workspaceContract } from './workspace.ts';

export type { RecordSource } from './recordSource.ts';
export { largestShownSessions } from './sessions.ts';

/**
 * Everything a window may ask of the engine, declared once each, in the file of its namespace. Both sides infer their types from here, and
 * parse every value that arrives.
 */
export const contract = {
  ...appContract,
  ...hostContract,
  ...errandsContract,
  ...workspaceContract,
  ...connectionsContract,
  ...messagesContract,
  ...filesContract,
  ...environmentsContract,
  ...deletionsContract,
  ...importsContract,
  ...networkContract,
  ...secretsContract,
  ...sessionsContract,
  ...recordsContract,
  ...marksContract,
  ...viewsContract,
  ...historyContract,
  ...storageContract,
  ...preferencesContract,
  ...recordingsContract,
  ...replaysContract,
} as const;

export type WirebenchContract = typeof contract;
