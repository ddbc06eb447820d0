import { createServer } from 'node:net';
import { formatHostAndPort } from '../../../shared/model/address.ts';
import { addressOf } from './address.ts';
import { Listening } from './listening.ts';
import type { Opener } from './link.ts';
import { neverOpened } from './neverOpened.ts';
import { TcpLink } from './tcpLink.ts';

/** Listens for TCP clients; port 0 takes a free one. */
export const openTcpServer: Opener<'tcp-server'> = (definition, sink, context) => {
  const address = addressOf('tcp-server', definition.address);
  if (!address.ok) return neverOpened(address.problem, sink, context);
  const { host, port } = address.value;
  const server = createServer({ allowHalfOpen: true, noDelay: true });
  const listening = new Listening(server, sink, context, {
    where: formatHostAndPort(host, port),
    urlOf: (boundPort) => `tcp://${formatHostAndPort(host, boundPort)}`,
  });
  server.on('connection', (socket) => {
    const atUs = context.clock.nowUs();
    const link = new TcpLink(socket, context, sink, atUs, () => listening.forget(link));
    listening.keep(link);
  });
  server.listen({ host, port });
  return listening;
};
