import type { Socket } from 'node:net';
import { describeTls, type TlsFacts } from '../../../../shared/model/facts.ts';
import { endOf } from '../address.ts';
import type { LinkFacts } from '../link.ts';
import type { Upgrade } from '../startTls/upgrade.ts';

/** The parts of a stream link. */
export interface StreamLinkParts {
  /** TCP, a unix socket, or TLS after its handshake: connected, without listeners, and with half-open connections allowed. */
  readonly socket: Socket;
  /** When `socket` is TLS: the TCP socket below it, the only one that can be reset. */
  readonly below?: Socket;
  readonly tls?: TlsFacts;
  /** The ends that the system does not report as host and port: the path of a socket file. */
  readonly ends?: { readonly local: string; readonly remote: string };
  /** The proxy on the way, without user and password. */
  readonly proxy?: string | null;
  /** Keeps our side open after the peer's FIN until it is ended or closed; otherwise our FIN answers the peer's. */
  readonly halfOpen: boolean;
  /** False when there is no RST, as on unix sockets. */
  readonly canReset?: boolean;
  /** How to switch to TLS; TLS cannot be started without it. A dialogue begins at once, and the link is not ready before it is secured. */
  readonly upgrade?: Upgrade;
}

/** The known facts when the link opens. */
export function factsOf({ socket, ends, tls, proxy, upgrade }: StreamLinkParts): LinkFacts {
  const notes = [tls && describeTls(tls), proxy && `through ${proxy}`].filter(Boolean);
  return {
    local: ends?.local ?? endOf(socket.localAddress, socket.localPort),
    remote: ends?.remote ?? endOf(socket.remoteAddress, socket.remotePort),
    subprotocol: null,
    note: notes.length === 0 ? null : notes.join(', '),
    ...(tls ? { tls } : {}),
    ...(upgrade?.talk ? { isReady: false } : {}),
  };
}
