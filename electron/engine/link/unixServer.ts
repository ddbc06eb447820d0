import { createServer, type Server } from 'node:net';
import { unixPathOf } from './address.ts';
import { Listening } from './listening.ts';
import type { Opener, RunningEndpoint } from './link.ts';
import { neverOpened } from './neverOpened.ts';
import { makeRoomAt, SocketFileServer } from './socketFile.ts';
import { StreamLink } from './stream/streamLink.ts';
import { unixPlaceOf, type UnixPlace } from './unixPlace.ts';

/** Listens at a socket file, an abstract name, or a named pipe. Its clients have no addresses, so they are numbered. */
export const openUnixServer: Opener<'unix-server'> = (definition, sink, context) => {
  const path = unixPathOf(definition.kind, definition.address);
  const place = path.ok ? unixPlaceOf(path.value) : path;
  if (!place.ok) return neverOpened(place.problem, sink, context);
  const { shown, typed } = place.value;
  const server = newServer(place.value);
  const listening = new Listening(server, sink, context, {
    where: shown,
    urlOf: () => `unix:${typed}`,
    peerLimit: definition.peerLimit,
  });
  let count = 0;
  server.on('connection', (socket) => {
    const atUs = context.clock.nowUs();
    count += 1;
    const ends = { local: shown, remote: `unix client ${count}` };
    const parts = { socket, ends, halfOpen: definition.socket.halfOpen, canReset: false };
    const link = new StreamLink(parts, context, sink, atUs, () => listening.forget(link));
    listening.keep(link);
  });
  const warned = (message: string): void => sink.warned(message, context.clock.nowUs());
  const makeRoom = (signal: AbortSignal): Promise<string | null> =>
    makeRoomAt(place.value.path, signal, context);
  return startListening(server, place.value, listening, { makeRoom, warned });
};

function newServer({ path, isFile }: UnixPlace): Server {
  const options = { allowHalfOpen: true };
  return isFile ? new SocketFileServer(path, options) : createServer(options);
}

/** The file's part of the work, where there is a file. */
interface FileWork {
  /** Like `makeRoomAt`. */
  readonly makeRoom: (signal: AbortSignal) => Promise<string | null>;
  readonly warned: (message: string) => void;
}

function startListening(
  server: Server,
  { path, isFile }: UnixPlace,
  listening: Listening,
  { makeRoom, warned }: FileWork,
): RunningEndpoint {
  const cancel = new AbortController();
  const { signal } = cancel;
  const start = async (): Promise<void> => {
    const note = isFile ? await makeRoom(signal) : null;
    if (signal.aborted) return;
    if (note !== null) warned(note);
    server.listen({ path });
  };
  start().catch((error: unknown) => {
    // Cancelled: `close` reports it.
    if (!signal.aborted) listening.failed(error);
  });
  return {
    close: () => {
      cancel.abort();
      listening.close();
    },
  };
}
