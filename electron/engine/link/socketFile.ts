import { randomBytes } from 'node:crypto';
import { linkSync, lstatSync, renameSync, Stats, unlinkSync, type BigIntStats } from 'node:fs';
import { lstat, stat } from 'node:fs/promises';
import { connect, Server, type ServerOpts } from 'node:net';
import { dirname } from 'node:path';
import { codeOf } from '../../../shared/base/errors.ts';
import { visibleLine } from '../../../shared/bytes/visibleText.ts';
import type { SessionId } from '../../../shared/model/ids.ts';
import type { LinkContext } from './link.ts';
import { LinkProblem } from '../base/linkProblem.ts';
import { whoHas } from './takenPlace.ts';

/** The properties that identify a file. The inode number alone does not: ext4 gives a removed file's number to the next one. */
type FileIdentity = Pick<BigIntStats, 'dev' | 'ino' | 'birthtimeNs'>;

/**
 * Makes room for a socket file. A socket that refuses clients was left behind by a killed server: it is removed, and a sentence says so;
 * null when there was none. Rejects with a `LinkProblem` for anything else, which stays untouched, and with the signal's reason.
 */
export async function makeRoomAt(
  path: string,
  signal: AbortSignal,
  context: Pick<LinkContext, 'holderOf'> = {},
): Promise<string | null> {
  const shown = visibleLine(path);
  await requireFolder(dirname(path));
  const found = await lstat(path, { bigint: true }).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw refusal(`This user may not access ${shown}. Check the permissions of its folders.`, error);
  });
  if (found === null) return null;
  if (!found.isSocket()) {
    const message = `There is a ${describeFile(found)} at ${shown}, not a socket, so it was left alone. Choose another path.`;
    throw refusal(message, 'EADDRINUSE');
  }
  if (!(await isRefused(path))) {
    const another = `${shown} is in use by another program, which listens there. Stop it, or choose another path.`;
    const holder = whoHas({ transport: 'unix', path }, context);
    throw refusal(holder?.reason ?? another, 'EADDRINUSE', holder?.heldBy);
  }
  signal.throwIfAborted();
  return removeStale(path, found)
    ? `A socket without a server was left at ${shown}, so it was removed.`
    : null;
}

/** Checks and removes in one turn, so that no other server of this process can come in between. */
function removeStale(path: string, found: FileIdentity): boolean {
  const now = identityOf(path);
  if (now === null || !isSame(now, found)) return false;
  try {
    unlinkSync(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    const message = `A socket without a server was left at ${visibleLine(path)}, and this user may not remove it. Remove it, or choose another path.`;
    throw refusal(message, error);
  }
}

function describeFile(found: BigIntStats): string {
  if (found.isDirectory()) return 'folder';
  return found.isSymbolicLink() ? 'link' : 'file';
}

/** The system says “not allowed” for a folder that does not exist. */
async function requireFolder(folder: string): Promise<void> {
  const shown = visibleLine(folder);
  const found = await stat(folder).catch((error: unknown) => error);
  if (found instanceof Stats && found.isDirectory()) return;
  if (found instanceof Stats || codeOf(found) === 'ENOTDIR') {
    throw refusal(
      `${shown} is not a folder, so no socket can be created in it. Choose another path.`,
      'ENOTDIR',
    );
  }
  if (codeOf(found) === 'ENOENT') {
    throw refusal(`There is no folder ${shown}. Create it first, or choose another path.`, found);
  }
}

/** `cause` is the system's error, or the code that it would have had. */
function refusal(message: string, cause: unknown, heldBy?: SessionId): LinkProblem {
  const code = typeof cause === 'string' ? cause : (codeOf(cause) ?? null);
  return new LinkProblem(message, { code, field: 'address', cause, heldBy });
}

/** Any other failure of a client means that a server is there: a full queue, missing rights, a socket for datagrams. */
function isRefused(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    socket.once('error', (error) => resolve(codeOf(error) === 'ECONNREFUSED'));
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
  });
}

function isSame(one: FileIdentity, other: FileIdentity): boolean {
  return one.dev === other.dev && one.ino === other.ino && one.birthtimeNs === other.birthtimeNs;
}

/** A server at a socket file, which Node removes on close; this one leaves a file that somebody has put in its place. */
export class SocketFileServer extends Server {
  private readonly path: string;
  private own: FileIdentity | null = null;

  constructor(path: string, options: ServerOpts) {
    super(options);
    this.path = path;
    this.on('listening', () => {
      this.own = identityOf(path);
    });
  }

  override close(callback?: (error?: Error) => void): this {
    const now = this.listening ? identityOf(this.path) : null;
    if (now === null || this.own === null || isSame(now, this.own)) return super.close(callback);
    // Node deletes any file that has the name at this moment, so a file that is not ours is renamed meanwhile.
    const aside = `${this.path}.${randomBytes(8).toString('hex')}`;
    const isAside = tryToRename(this.path, aside);
    super.close(callback);
    if (isAside) moveBack(aside, this.path);
    return this;
  }
}

/** Null when there is no file, or this user may not see it, as in a folder whose permissions have changed. */
function identityOf(path: string): FileIdentity | null {
  try {
    return lstatSync(path, { bigint: true });
  } catch {
    return null;
  }
}

/** Linking fails when somebody else has taken the name meanwhile. A folder cannot be linked, nor on Linux another user's file. */
function moveBack(aside: string, path: string): void {
  try {
    linkSync(aside, path);
    unlinkSync(aside);
  } catch {
    if (identityOf(path) === null) tryToRename(aside, path);
  }
}

function tryToRename(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch {
    return false;
  }
}
