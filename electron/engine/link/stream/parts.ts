import type { Socket } from 'node:net';
import { describeTls, type TlsFacts } from '../../../../shared/model/facts.ts';
import { endOf } from '../address.ts';
import type { LinkFacts } from '../link.ts';
import type { Upgrade } from '../startTls/upgrade.ts';

/** What a stream link is made of. */
export interface StreamLinkParts {
  /** TCP, a unix socket, or TLS after its handshake: connected, nothing listens on it, and it has to allow half-open connections. */
  readonly socket: Socket;
  /** Where `socket` is TLS: the TCP socket below it, which alone can be reset. */
  readonly below?: Socket;
  readonly tls?: TlsFacts;
  /** What the system does not tell as host and port: the path of a socket file. */
  readonly ends?: { readonly local: string; readonly remote: string };
  /** The proxy on the way, without user and password. */
  readonly proxy?: string | null;
  /** Keeps our side open after the peer's FIN until it is ended or closed; otherwise the FIN is answered with ours. */
  readonly halfOpen: boolean;
  /** Off where there is no RST, as on unix sockets. */
  readonly canReset?: boolean;
  /** How to go over to TLS; without it, it cannot be started. With a dialogue, that begins at once, and the link is not ready before it is secured. */
  readonly upgrade?: Upgrade;
}

/** What is known of the link when it opens. */
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
