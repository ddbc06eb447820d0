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

/** In the workspace folder. git ignores all of it. */
const lockFolderName = '.lock';
/** 300 ms: programs that start in the same millisecond may block each other for a moment; the real holder still has the lock after it. */
const settleMs = 300;
/** 6 s: a program that quits ends its sessions and finishes their files within five (`desktop/quit.ts`). */
const silenceMs = 6000;
/** The longest wait between two tries; its length is random, so that no two programs try in step. */
const retryMs = 30;

/** Something that can lock a file. */
export type FileLocks = Pick<Store, 'hold' | 'isHeld'>;

export interface LockParts extends Pick<
  EngineDeps,
  'workspace' | 'host' | 'makeId' | 'log' | 'show' | 'takeOver'
> {
  readonly locks: FileLocks;
}

/** While this program holds it, no other program can open the workspace. */
export interface WorkspaceLock {
  /** A sentence when the folder is read-only and there was nothing to lock; otherwise null. */
  readonly readOnly: string | null;
  /** The program is ending: from now on a second start waits for its end, and is not sent to a program that is about to go. */
  leave(): Promise<void>;
  /** To be called once everything else is closed. */
  release(): Promise<void>;
}

/**
 * Locks a workspace, creating its folder when it does not exist. Rejects with `WorkspaceInUse` while another program has it open, and with
 * a sentence when the folder cannot be used.
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

/** The lock alone, without a claim: for folders that nobody opens twice on purpose. Null while somebody else holds it. */
export function holdFolder(root: string, locks: FileLocks): Promise<FileLock | null> {
  return locks.hold(placesIn(root).held);
}

/** When the folder was first locked, in milliseconds since the epoch; null when it never was. */
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

/** Retries for a moment. Null while somebody else holds the file. */
async function holdSoon(hold: () => Promise<FileLock | null>): Promise<FileLock | null> {
  const giveUpAtMs = performance.now() + settleMs;
  for (;;) {
    const held = await hold();
    if (held || performance.now() > giveUpAtMs) return held;
    await delay(Math.random() * retryMs);
  }
}

/** Rejects with `WorkspaceInUse` once the holder is known. A program that has just taken the lock, or is about to end, has no claim. */
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
  // The worker thread that held the lock has ended: another one takes it again.
  const hold = (): Promise<FileLock | null> => parts.locks.hold(places.held, () => locked?.look());
  const held = await holdOrTell(root, hold);
  let door: Door | null = null;
  try {
    const before = await readClaim(places.claim);
    // A claim of this machine is a killed program's, or was copied with the folder: otherwise the lock would not be free.
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

  /** Takes the lock again when its file is no longer in place. */
  look(): void {
    if (!this.held.isInPlace) void this.serial.run(() => this.takeAgain());
  }

  async leave(): Promise<void> {
    const { root, claim, door } = this.parts;
    const path = placesIn(root).claim;
    await door?.close();
    // Another machine may have taken over the workspace meanwhile.
    if ((await readClaim(path))?.id === claim.id) await rm(path, { force: true });
  }

  async release(): Promise<void> {
    this.isReleased = true;
    this.watching.dispose();
    await this.serial.settled();
    await this.leave();
    await this.held.release();
  }

  /** Somebody has deleted the lock, as `git clean` does: nothing would keep out a second program any more. */
  private async takeAgain(): Promise<void> {
    const { root, claim, hold, log } = this.parts;
    // A workspace that was deleted as a whole is not recreated for its lock.
    if (this.isReleased || this.held.isInPlace || !existsSync(root)) return;
    try {
      await prepareLockFolder(root, log);
      const held = await holdSoon(hold);
      if (!held) throw new Error('another program has it now');
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

/** Writes the claim for others to read. A full disk that prevents it must not keep a person from the content of the workspace. */
async function putClaim(root: string, claim: Claim, log: Log): Promise<void> {
  const path = placesIn(root).claim;
  await writeClaim(path, claim).catch((error: unknown) => warnOf(log, path, error));
}

function warnOf(log: Log, path: string, error: unknown): void {
  log.warn(fileRefusal(`${path} could not be written`, error).message);
}

/** A folder in which nothing can be written needs no lock, unless others can write in it. */
async function readOnly(root: string, locks: FileLocks, error: unknown): Promise<WorkspaceLock> {
  const { held, claim } = placesIn(root);
  if (existsSync(held) && (await locks.isHeld(held).catch(() => false)))
    throw new WorkspaceInUse(root, await readClaim(claim), true);
  if ([root, join(root, 'connections'), join(root, 'sessions')].some(mayWrite)) {
    throw fileRefusal(`The workspace folder ${root} cannot be locked`, asSystemError(error));
  }
  return {
    readOnly: `The workspace ${root} is read-only here: nothing in it can be changed, and nothing is recorded in it.`,
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

/** True when nothing may be written, says the file system, or SQLite about a file that it could not create or could only read. */
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
