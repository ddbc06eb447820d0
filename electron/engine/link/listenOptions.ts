import { formatHostAndPort, type NetworkAddress } from '../../../shared/model/address.ts';
import type { EndpointOf } from '../../../shared/model/connection.ts';
import type { ListeningPlace } from './listening.ts';

/** What servers on TCP have in common: how they accept, and where they say that they listen. */
export interface ListenOptions {
  /** For the sockets that Node accepts. */
  readonly socket: {
    readonly noDelay: boolean;
    readonly keepAlive: boolean;
    /** Milliseconds. */
    readonly keepAliveInitialDelay: number;
  };
  readonly place: ListeningPlace;
}

/** Reads them from a server's definition and its address; the path of that belongs to WebSocket. */
export function listenOptionsOf(
  {
    socket: { noDelay, keepAliveMs },
    peerLimit,
  }: Pick<EndpointOf<'tcp-server' | 'tls-server' | 'ws-server'>, 'socket' | 'peerLimit'>,
  { scheme, host, port, path = '' }: NetworkAddress,
): ListenOptions {
  return {
    socket: { noDelay, keepAlive: keepAliveMs > 0, keepAliveInitialDelay: keepAliveMs },
    place: {
      where: formatHostAndPort(host, port),
      urlOf: (boundPort) => `${scheme}://${formatHostAndPort(host, boundPort)}${path}`,
      peerLimit,
    },
  };
}
