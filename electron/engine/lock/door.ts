import { lstatSync, mkdirSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { Shown } from '../base/deps.ts';

/** The answer of the program that has a workspace open to a second start: it shows its window, or gives the address of its page. */
const shownSchema: z.ZodType<Shown> = z.union([
  z.strictObject({ window: z.literal(true) }),
  // The URL has the token in its fragment, so it is sent over a socket that only this user can reach, and is written to no file.
  z.strictObject({ url: z.url({ protocol: /^http$/ }).max(4096) }),
]);

/** One line, so that nothing is revealed to a program that connects by accident, or that may only read. */
const question = 'show\n';
/** 10 s: the other program may still be starting, on a busy machine. */
const answerTimeoutMs = 10_000;
/** 4 at once: a person starts a program twice, not a hundred times. */
const largestVisitors = 4;
/** One minute: a younger socket file may belong to a program that is about to listen at it. */
const leftoverAgeMs = 60_000;

/** Where a second start can ask the first to show itself. */
export interface Door {
  /** The id that `askAt` takes. */
  readonly id: string;
  close(): Promise<void>;
}

/** Null when this user has no private place for a socket. `id` must be unguessable. */
export async function openDoor(id: string, show: () => Promise<Shown>): Promise<Door | null> {
  for (const folder of doorFolders()) {
    if (!isPrivate(folder)) continue;
    await sweepDoors(folder).catch(() => undefined);
    const close = await listenAt(doorPath(folder, id), show);
    if (close) return { id, close };
  }
  return null;
}

/** Null when no program answers: it has ended, hangs, or belongs to another user. */
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

/** Returns a function that ends the listening; null when listening failed. */
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
    // The path may be too long for a socket, or its file system may not support sockets.
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

/** The folders for one user's sockets, the best first. A second start looks at all of them: its environment may differ. */
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

/** Creates the folder; true if it belongs to this user and is closed to all others. A link or somebody else's folder is not used. */
function isPrivate(folder: string): boolean {
  if (process.platform === 'win32') return true;
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch {
    // The folder exists, or cannot be created: the check below tells which.
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
