import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { messageOf, WirebenchError } from '../../../shared/base/errors.ts';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import type { EngineDeps, Log } from '../base/deps.ts';
import { reasonOf, sqliteCodeOf } from '../store/fileProblem.ts';
import type { FileLock, Store } from '../store/store.ts';
import { fileRefusal, makeFolder } from '../files/files.ts';
import { watchFolder } from '../files/folderWatch.ts';
import { Serial } from '../base/serial.ts';
import { isOfThisMachine, isStale, makeClaim, readClaim, writeClaim, type Claim } from './claim.ts';
import { openDoor, type Door } from './door.ts';
import { WorkspaceInUse } from './workspaceInUse.ts';

/** In the workspace folder. Ignored by git as a whole. */
const lockFolderName = '.lock';
/** 300 ms: of several that start in the same millisecond each may find the others in its way; who really holds it still does then. */
const settleMs = 300;
/** 6 s: a program that is quit ends its sessions and finishes their files within five (`desktop/quit.ts`). */
const silenceMs = 6000;
/** At most so long between two tries, by chance, so that no two try in step. */
const retryMs = 30;

/** What can lock a file. */
export type FileLocks = Pick<Store, 'hold' | 'isHeld'>;

export interface LockParts extends Pick<
  EngineDeps,
  'workspace' | 'host' | 'makeId' | 'log' | 'show' | 'takeOver'
> {
  readonly locks: FileLocks;
}

/** While it is held, no other program opens the workspace. */
export interface WorkspaceLock {
  /** A sentence where the folder may only be read, and there was nothing to lock; else null. */
  readonly readOnly: string | null;
  /** The program is ending: from now on a second start waits for its end, and is not sent to what is about to go. */
  leave(): Promise<void>;
  /** To be called when all else is closed. */
  release(): Promise<void>;
}

/**
 * Locks a workspace, which is made when it is not there. Rejects with `WorkspaceInUse` while another program has it open, and with a
 * sentence when the folder cannot be used.
 */
export async function lockWorkspace(parts: LockParts): Promise<WorkspaceLock> {
  const root = resolve(parts.workspace);
  try {
    await makeFolder(root);
    await prepareLockFolder(root, parts.log);
    return await claimIt(parts, root);
  } catch (error) {
    if (isUnwritable(error) && existsSync(root)) return readOnly(root, parts.locks, error);
    throw fileRefusal(`The workspace folder ${root} cannot be used`, error);
  }
}

/** The lock on its own, without a word of whose it is: for folders that nobody opens twice by intention. Null while somebody holds it. */
export function holdFolder(root: string, locks: FileLocks): Promise<FileLock | null> {
  return locks.hold(placesIn(root).held);
}

/** When the folder was locked for the first time, in milliseconds since the epoch; null when it never was. */
export function lockedSinceMs(root: string): number | null {
  return statSync(placesIn(root).held, { throwIfNoEntry: false })?.mtimeMs ?? null;
}

function placesIn(root: string): Readonly<Record<'folder' | 'ignore' | 'held' | 'claim', string>> {
  const folder = join(root, lockFolderName);
  return {
    folder,
    ignore: join(folder, '.gitignore'),
    held: join(folder, 'held'),
    claim: join(folder, 'holder.json'),
  };
}

/** Tries again for a moment. Null while somebody else holds the file. */
async function holdSoon(hold: () => Promise<FileLock | null>): Promise<FileLock | null> {
  const giveUpAtMs = performance.now() + settleMs;
  for (;;) {
    const held = await hold();
    if (held || performance.now() > giveUpAtMs) return held;
    await delay(Math.random() * retryMs);
  }
}

/** Rejects with `WorkspaceInUse` as soon as it is known whose the lock is. One who has just locked it, or is about to end, says nothing. */
async function holdOrTell(root: string, hold: () => Promise<FileLock | null>): Promise<FileLock> {
  const giveUpAtMs = performance.now() + silenceMs;
  for (;;) {
    const held = await holdSoon(hold);
    if (held) return held;
    const claim = await readClaim(placesIn(root).claim);
    const isTold = claim !== null && !isStale(claim);
    if (isTold || performance.now() > giveUpAtMs) throw new WorkspaceInUse(root, claim, true);
  }
}

async function claimIt(parts: LockParts, root: string): Promise<WorkspaceLock> {
  const places = placesIn(root);
  let locked: Held | null = null;
  // The thread that held it has ended: another one takes it again.
  const hold = (): Promise<FileLock | null> => parts.locks.hold(places.held, () => locked?.look());
  const held = await holdOrTell(root, hold);
  let door: Door | null = null;
  try {
    const before = await readClaim(places.claim);
    // One of this machine is a killed program's, or came with a copy of its folder: the lock would not be free otherwise.
    if (before && !isOfThisMachine(before) && parts.takeOver !== true) {
      throw new WorkspaceInUse(root, before, false);
    }
    door = parts.show ? await openDoor(parts.makeId(), parts.show) : null;
    const claim = makeClaim(parts.makeId(), parts.host, door?.id ?? null);
    await putClaim(root, claim, parts.log);
    locked = new Held({ root, claim, hold, door, log: parts.log }, held);
    return locked;
  } catch (error) {
    await door?.close();
    await held.release();
    throw error;
  }
}

interface HeldParts {
  readonly root: string;
  readonly claim: Claim;
  readonly hold: () => Promise<FileLock | null>;
  readonly door: Door | null;
  readonly log: Log;
}

/** A workspace that this process has locked. */
class Held implements WorkspaceLock {
  readonly readOnly = null;
  private readonly parts: HeldParts;
  private readonly serial = new Serial();
  private readonly watching: Disposable;
  private held: FileLock;
  private isReleased = false;

  constructor(parts: HeldParts, held: FileLock) {
    this.parts = parts;
    this.held = held;
    this.watching = watchFolder(placesIn(parts.root).folder, parts.log, () => this.look());
  }

  /** Takes the lock again where it is not in place any more. */
  look(): void {
    if (!this.held.isInPlace) void this.serial.run(() => this.takeAgain());
  }

  async leave(): Promise<void> {
    const { root, claim, door } = this.parts;
    const path = placesIn(root).claim;
    await door?.close();
    // Another machine may have taken the workspace over meanwhile.
    if ((await readClaim(path))?.id === claim.id) await rm(path, { force: true });
  }

  async release(): Promise<void> {
    this.isReleased = true;
    this.watching.dispose();
    await this.serial.settled();
    await this.leave();
    await this.held.release();
  }

  /** Somebody has deleted the lock, as `git clean` does: nothing would keep a second program out any more. */
  private async takeAgain(): Promise<void> {
    const { root, claim, hold, log } = this.parts;
    // A workspace that was deleted as a whole is not made again for its lock.
    if (this.isReleased || this.held.isInPlace || !existsSync(root)) return;
    try {
      await prepareLockFolder(root, log);
      const held = await holdSoon(hold);
      if (!held) throw new Error('another program has it by now');
      await this.held.release();
      this.held = held;
      await putClaim(root, claim, log);
    } catch (error) {
      log.warn(`The lock of ${root} was lost, and could not be taken again: ${messageOf(error)}.`);
    }
  }
}

async function prepareLockFolder(root: string, log: Log): Promise<void> {
  const { folder, ignore } = placesIn(root);
  await makeFolder(folder);
  if (existsSync(ignore)) return;
  await writeFile(ignore, '*\n').catch((error: unknown) => warnOf(log, ignore, error));
}

/** What others read. That it cannot be written, on a full disk, is no reason to keep a person from what is in the workspace. */
async function putClaim(root: string, claim: Claim, log: Log): Promise<void> {
  const path = placesIn(root).claim;
  await writeClaim(path, claim).catch((error: unknown) => warnOf(log, path, error));
}

function warnOf(log: Log, path: string, error: unknown): void {
  log.warn(fileRefusal(`${path} could not be written`, error).message);
}

/** What could not be locked because nothing can be written there needs no lock, unless others can write. */
async function readOnly(root: string, locks: FileLocks, error: unknown): Promise<WorkspaceLock> {
  const { held, claim } = placesIn(root);
  if (existsSync(held) && (await locks.isHeld(held).catch(() => false)))
    throw new WorkspaceInUse(root, await readClaim(claim), true);
  if ([root, join(root, 'connections'), join(root, 'sessions')].some(mayWrite)) {
    throw fileRefusal(`The workspace folder ${root} cannot be locked`, asSystemError(error));
  }
  return {
    readOnly: `The workspace ${root} can only be read here: nothing in it can be changed, and nothing is recorded into it.`,
    leave: () => Promise.resolve(),
    release: () => Promise.resolve(),
  };
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** True for what says that nothing may be written: of the file system, or of SQLite about a file that it could not make or only read. */
function isUnwritable(error: unknown): boolean {
  const reason = error instanceof WirebenchError ? null : reasonOf(error);
  return (
    reason === 'read-only' || reason === 'forbidden' || (reason === 'missing' && sqliteCodeOf(error) !== null)
  );
}

function asSystemError(error: unknown): unknown {
  return sqliteCodeOf(error) === null
    ? error
    : Object.assign(new Error(messageOf(error)), { code: 'EACCES' });
}
