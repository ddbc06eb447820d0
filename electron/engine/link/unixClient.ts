import { lstat } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { onAbort } from '../../../shared/base/onAbort.ts';
import { unixPathOf } from './address.ts';
import { startClient } from './connecting.ts';
import type { Opener } from './link.ts';
import { LinkProblem } from '../base/linkProblem.ts';
import { neverOpened } from './neverOpened.ts';
import { problemOf } from './networkProblems.ts';
import { StreamLink } from './stream/streamLink.ts';
import { unixPlaceOf, type UnixPlace } from './unixPlace.ts';

/** The name of unix(7) for a socket that was not bound, like the client’s end of every connection. */
const unnamed = 'unnamed';

/** Connects to a stream socket of this machine: a socket file, an abstract name, a named pipe. */
export const openUnixClient: Opener<'unix-client'> = (definition, sink, context) => {
  const path = unixPathOf(definition.kind, definition.address);
  const place = path.ok ? unixPlaceOf(path.value) : path;
  if (!place.ok) return neverOpened(place.problem, sink, context);
  const { shown } = place.value;
  const { connectTimeoutMs, socket: options } = definition;
  return startClient(
    {
      where: shown,
      connectTimeoutMs,
      connect: async ({ route, signal }) => {
        const socket = await route.run('connect', shown, signal, () => connectTo(place.value, signal));
        if (signal.aborted) {
          // The listener that received the step has cancelled.
          socket.destroy();
          throw signal.reason;
        }
        const atUs = context.clock.nowUs();
        const ends = { local: unnamed, remote: shown };
        route.set(ends);
        const parts = { socket, ends, halfOpen: options.halfOpen, canReset: false };
        return new StreamLink(parts, context, sink, atUs, (outcome, at) => sink.closed(outcome, at));
      },
    },
    sink,
    context,
  );
};

/** A connected socket without listeners. Rejects with a `LinkProblem`, or with the signal's reason; then nothing stays behind. */
async function connectTo(place: UnixPlace, signal: AbortSignal): Promise<Socket> {
  try {
    return await connected(place.path, signal);
  } catch (error) {
    throw signal.aborted ? signal.reason : await problemAt(place, error);
  }
}

function connected(path: string, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const socket = connect({ path, allowHalfOpen: true });
    const settle = (): void => {
      listening.dispose();
      socket.off('error', failed);
    };
    const listening = onAbort(signal, () => {
      socket.destroy();
      reject(signal.reason);
    });
    const failed = (error: Error): void => {
      settle();
      reject(error);
    };
    socket.once('error', failed);
    socket.once('connect', () => {
      settle();
      resolve(socket);
    });
  });
}

/** The system has the same refusal for a file that is not a socket and for a socket without a server; the file tells them apart. */
async function problemAt({ shown, path, isFile }: UnixPlace, error: unknown): Promise<LinkProblem> {
  const { reason, code } = problemOf(error, shown);
  const say = (message: string): LinkProblem =>
    new LinkProblem(message, { code, field: 'address', cause: error });
  if (code !== 'ECONNREFUSED') return say(reason);
  if (!isFile) {
    return say(`Nothing listens at ${shown} (connection refused). Start its server, or check the name.`);
  }
  const file = await lstat(path).catch(() => null);
  if (file === null || file.isSocket() || file.isSymbolicLink()) return say(reason);
  const what = file.isDirectory() ? 'folder' : 'file';
  return say(`${shown} is a ${what}, not a socket. Type the path of the socket.`);
}
