import { lstatSync, mkdirSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { Shown } from '../base/deps.ts';

/** What the program that has a workspace open did about a second start: showed its window, or gave the address of its page. */
const shownSchema: z.ZodType<Shown> = z.union([
  z.strictObject({ window: z.literal(true) }),
  // With the token in its fragment: that is why it goes over a socket that only this user can reach, and stands in no file.
  z.strictObject({ url: z.url({ protocol: /^http$/ }).max(4096) }),
]);

/** One line, so that nothing is told to who connects by accident, or may only read. */
const question = 'show\n';
/** 10 s: the other program may be starting itself, on a machine that is busy. */
const answerTimeoutMs = 10_000;
/** 4 at once: a person starts a program twice, not a hundred times. */
const largestVisitors = 4;
/** One minute: a socket file that is younger may be about to be listened at. */
const leftoverAgeMs = 60_000;

/** Where a second start can ask the first to show itself. */
export interface Door {
  /** For `askAt`. */
  readonly id: string;
  close(): Promise<void>;
}

/** Null where this user has no place for a socket of its own. `id` is one that nobody can guess. */
export async function openDoor(id: string, show: () => Promise<Shown>): Promise<Door | null> {
  for (const folder of doorFolders()) {
    if (!isPrivate(folder)) continue;
    await sweepDoors(folder).catch(() => undefined);
    const close = await listenAt(doorPath(folder, id), show);
    if (close) return { id, close };
  }
  return null;
}

/** Null when nobody answers: the program has gone, hangs, or is another user's. */
export async function askAt(id: string): Promise<Shown | null> {
  for (const folder of doorFolders()) {
    if (!isPrivate(folder)) continue;
    const shown = await ask(doorPath(folder, id));
    if (shown) return shown;
  }
  return null;
}

async function ask(path: string): Promise<Shown | null> {
  const socket = connect(path);
  socket.setTimeout(answerTimeoutMs, () => socket.destroy());
  try {
    socket.end(question);
    return shownSchema.parse(JSON.parse(await text(socket)));
  } catch {
    return null;
  } finally {
    socket.destroy();
  }
}

/** Gives what ends the listening; null where it could not begin. */
function listenAt(path: string, show: () => Promise<Shown>): Promise<(() => Promise<void>) | null> {
  const visitors = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    visitors.add(socket);
    socket.once('close', () => visitors.delete(socket));
    void answer(socket, show).catch(() => socket.destroy());
  });
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const visitor of visitors) visitor.destroy();
    });
  server.maxConnections = largestVisitors;
  server.unref();
  return new Promise((resolve) => {
    // A path may be too long for a socket, or its disk may have none.
    server.on('error', () => resolve(null));
    server.listen(path, () => resolve(close));
  });
}

async function answer(socket: Socket, show: () => Promise<Shown>): Promise<void> {
  socket.on('error', () => socket.destroy());
  socket.setTimeout(answerTimeoutMs, () => socket.destroy());
  let heard = '';
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    heard += String(chunk);
    if (heard.length >= question.length) break;
  }
  if (heard !== question) socket.destroy();
  else socket.end(JSON.stringify(await show()));
}

/** Where sockets of one user are kept, the best first. A second start looks at all of them: its environment may be another one. */
function doorFolders(): string[] {
  const uid = process.getuid?.();
  if (uid === undefined) return [String.raw`\\.\pipe`];
  const runtime = process.env['XDG_RUNTIME_DIR'] ?? '';
  const places = [...(isAbsolute(runtime) ? [runtime] : []), `/run/user/${uid}`, tmpdir(), '/tmp'];
  return [...new Set(places)].map((place) => join(place, `wirebench-${uid}`));
}

function doorPath(folder: string, id: string): string {
  return process.platform === 'win32' ? `${folder}\\wirebench-${id}` : join(folder, `${id}.sock`);
}

/** Makes the folder, and is true if it is this user's, and closed to all others. A link or a folder of somebody else is not used. */
function isPrivate(folder: string): boolean {
  if (process.platform === 'win32') return true;
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch {
    // It is there, or cannot be made: the look at it says which.
  }
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return found?.isDirectory() === true && found.uid === process.getuid?.() && (found.mode & 0o077) === 0;
}

/** Deletes the socket files of programs that were killed: nobody listens at them any more. */
async function sweepDoors(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  for (const name of await readdir(folder)) {
    if (!/^[a-z0-9]{20,40}\.sock$/.test(name)) continue;
    const path = join(folder, name);
    const found = await stat(path);
    if (found.isSocket() && Date.now() - found.mtimeMs > leftoverAgeMs && !(await isListening(path))) {
      await rm(path, { force: true });
    }
  }
}

function isListening(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
