import type { Socket } from 'node:net';
import { formatHostAndPort, type NetworkAddress } from '../../../../shared/model/address.ts';
import type { EndpointOf } from '../../../../shared/model/connection.ts';
import { describeTls, type TlsFacts } from '../../../../shared/model/facts.ts';
import { requestTargetOf } from '../../../../shared/model/requestTarget.ts';
import { addressOf } from '../address.ts';
import { startClient } from '../connecting.ts';
import { dial } from '../dial/dial.ts';
import type { LinkFacts, Opener } from '../link.ts';
import { neverOpened } from '../neverOpened.ts';
import { visible } from '../../../../shared/bytes/visibleText.ts';
import type { PatientWebSocket } from './patientWebSocket.ts';
import type { Route } from '../route.ts';
import { headersProblem, shakeHands, tlsBelow } from './clientHandshake.ts';
import { secureClient, TlsSessions, type SecureClientParts } from '../tls/secureClient.ts';
import { WsLink } from './wsLink.ts';

/**
 * Connects to a WebSocket server, over TLS for wss. No compression is offered, so that the bytes shown are the bytes sent. Redirects are
 * reported, not followed.
 */
export const openWsClient: Opener<'ws-client'> = (definition, sink, context) => {
  const address = addressOf(definition.kind, definition.address);
  if (!address.ok) return neverOpened(address.problem, sink, context);
  const unsendable = headersProblem(definition.headers);
  if (unsendable !== null) return neverOpened(unsendable, sink, context, { field: 'headers' });
  const { host, port } = address.value;
  const where = formatHostAndPort(host, port);
  const { connectTimeoutMs } = definition;
  const sessions = context.tlsSessions ?? new TlsSessions();
  return startClient(
    {
      where,
      connectTimeoutMs,
      connect: async (way) => {
        const { warning, ...carrier } = await carry(definition, address.value, { ...way, context, sessions });
        if (warning !== undefined) sink.warned(warning, context.clock.nowUs());
        return shakeHands(definition, address.value, carrier.socket, way, (webSocket) => {
          const atUs = context.clock.nowUs();
          const { messageLimitBytes } = definition;
          const parts = {
            webSocket,
            ...carrier,
            facts: factsOf(webSocket, carrier, way.route, address.value),
            rules: { fromClient: false, messageLimitBytes },
          };
          return new WsLink(parts, context, sink, atUs, (outcome, at) => sink.closed(outcome, at));
        });
      },
    },
    sink,
    context,
  );
};

/** The connection below the WebSocket. */
interface Carrier {
  readonly socket: Socket;
  /** The TCP socket, when the other is TLS. */
  readonly below?: Socket;
  readonly tls: TlsFacts | null;
  /** A TLS problem that ended nothing. */
  readonly warning?: string;
}

/** Connects, and does the TLS handshake for wss. */
async function carry(
  { socket: options, proxy, tls: tlsOptions }: EndpointOf<'ws-client'>,
  { scheme, host, port }: NetworkAddress,
  parts: Omit<SecureClientParts, 'host'>,
): Promise<Carrier> {
  const { route, context, signal } = parts;
  const isSecure = scheme === 'wss';
  const socket = await dial({ host, port, socket: options, proxy }, route, context, signal);
  if (!isSecure) return { socket, tls: null };
  const where = formatHostAndPort(host, port);
  const secured = await secureClient(socket, tlsBelow(tlsOptions), { ...parts, host, where });
  return { ...secured, below: socket };
}

function factsOf(
  { protocol }: PatientWebSocket,
  { tls }: Carrier,
  { ends, facts }: Route,
  { path = '/' }: NetworkAddress,
): LinkFacts {
  const target = requestTargetOf(path);
  const notes = [
    target === path ? null : `path sent as ${visible(target)}`,
    protocol === '' ? null : `subprotocol ${visible(protocol)}`,
    tls === null ? null : describeTls(tls),
    facts.proxy === null ? null : `through ${facts.proxy}`,
  ].filter((note) => note !== null);
  return {
    ...ends,
    subprotocol: protocol === '' ? null : protocol,
    note: notes.length === 0 ? null : notes.join(', '),
    tls,
  };
}
