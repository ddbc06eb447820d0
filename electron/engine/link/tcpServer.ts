import { createServer } from 'node:net';
import { addressOf } from './address.ts';
import { Listening } from './listening.ts';
import { listenOptionsOf } from './listenOptions.ts';
import type { Opener } from './link.ts';
import { neverOpened } from './neverOpened.ts';
import { serverUpgrade } from './startTls/serverUpgrade.ts';
import { StreamLink } from './stream/streamLink.ts';

/** Listens for TCP clients; port 0 takes a free one. A person can start TLS with a client in place. */
export const openTcpServer: Opener<'tcp-server'> = (definition, sink, context) => {
  const address = addressOf(definition.kind, definition.address);
  if (!address.ok) return neverOpened(address.problem, sink, context);
  const { host, port } = address.value;
  const { halfOpen } = definition.socket;
  const { socket: socketOptions, place } = listenOptionsOf(definition, address.value);
  const server = createServer({ ...socketOptions, allowHalfOpen: true });
  const listening = new Listening(server, sink, context, place);
  const upgrade = serverUpgrade(definition.tls, context);
  server.on('connection', (socket) => {
    const atUs = context.clock.nowUs();
    const parts = { socket, halfOpen, upgrade };
    const link = new StreamLink(parts, context, sink, atUs, () => listening.forget(link));
    listening.keep(link);
  });
  server.listen({ host, port });
  return listening;
};
