import { formatHostAndPort, type NetworkAddress } from '../../../shared/model/address.ts';
import type { EndpointOf } from '../../../shared/model/connection.ts';
import type { ListeningPlace } from './listening.ts';

/** The options that servers on TCP share: how they accept, and where they listen. */
interface ListenOptions {
  /** For the sockets that Node accepts. */
  readonly socket: {
    readonly noDelay: boolean;
    readonly keepAlive: boolean;
    /** Milliseconds. */
    readonly keepAliveInitialDelay: number;
  };
  readonly place: ListeningPlace;
}

/** Reads the options from a server's definition and its address; the address's path belongs to WebSocket. */
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
