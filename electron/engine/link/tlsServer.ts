import { createServer } from 'node:net';
import { addressOf } from './address.ts';
import type { Opener } from './link.ts';
import { Listening } from './listening.ts';
import { listenOptionsOf } from './listenOptions.ts';
import { neverOpened } from './neverOpened.ts';
import { StreamLink } from './stream/streamLink.ts';
import { listenSecurely } from './tls/listenSecurely.ts';

/** Listens for TLS clients; port 0 takes a free one. A client becomes a link once its handshake is done. */
export const openTlsServer: Opener<'tls-server'> = (definition, sink, context) => {
  const address = addressOf(definition.kind, definition.address);
  if (!address.ok) return neverOpened(address.problem, sink, context);
  const { host, port } = address.value;
  const { halfOpen } = definition.socket;
  const { socket: socketOptions, place } = listenOptionsOf(definition, address.value);
  const server = createServer({ ...socketOptions, allowHalfOpen: true });
  const listening = new Listening(server, sink, context, place);
  const options = definition.tls;
  return listenSecurely({
    ...{ server, listening, host, port, options, sink, context },
    accepted: ({ socket, tls }, below) => {
      const parts = { socket, below, tls, halfOpen };
      const link = new StreamLink(parts, context, sink, context.clock.nowUs(), () => listening.forget(link));
      listening.keep(link);
    },
  });
};
