import type { IncomingMessage } from 'node:http';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, TLSSocket } from 'node:tls';
import { WebSocket } from 'ws';
import { formatAddress, formatHostAndPort, type Address } from '../../../shared/model/address.ts';
import type { EndpointOf, Header } from '../../../shared/model/connection.ts';
import { addressOf, endOf } from './address.ts';
import type { EndpointSink, LinkContext, LinkFacts, LinkOutcome, Opener } from './link.ts';
import { neverOpened } from './neverOpened.ts';
import { describeProblem, visible } from './networkProblems.ts';
import { WsLink } from './wsLink.ts';
import { wsOptions } from './wsLimits.ts';
import { describeHandshakeProblem } from './wsProblems.ts';
import { describeRefusal } from './wsRefusal.ts';

/** Headers that make the handshake what it is (RFC 6455, section 4.1). */
const handshakeHeaders = new Set([
  'connection',
  'upgrade',
  'sec-websocket-key',
  'sec-websocket-version',
  'sec-websocket-extensions',
  'sec-websocket-protocol',
]);

/**
 * Connects to a WebSocket server, over TLS for wss: certificates are verified. No compression is offered, so that the bytes that are seen
 * are the bytes that are sent. Redirects are told, not followed.
 */
export const openWsClient: Opener<'ws-client'> = (definition, sink, context) => {
  const address = addressOf('ws-client', definition.address);
  if (!address.ok) return neverOpened(address.problem, sink, context);
  const owned = definition.headers.find(({ name }) => handshakeHeaders.has(name.toLowerCase()));
  if (owned) {
    return neverOpened(
      `The handshake writes the header ${owned.name} itself. Take it out of the headers; subprotocols have a field of their own.`,
      sink,
      context,
    );
  }
  let connecting: WsConnecting;
  try {
    connecting = new WsConnecting(definition, address.value);
  } catch (error) {
    // `ws` and Node throw for a URL, header or subprotocol that they do not take.
    return neverOpened(describeProblem(error, formatAddress(address.value)), sink, context);
  }
  connecting.run(sink, context);
  return { close: () => connecting.close() };
};

/** From the first SYN through TLS and HTTP to the link, or to the reason why there is none. */
class WsConnecting {
  private readonly definition: EndpointOf<'ws-client'>;
  private readonly where: string;
  private readonly webSocket: WebSocket;
  private readonly timer: NodeJS.Timeout;
  private socket: Socket | undefined;
  private link: WsLink | undefined;
  private failure: LinkOutcome | undefined;

  constructor(definition: EndpointOf<'ws-client'>, address: Address) {
    this.definition = definition;
    this.where = formatHostAndPort(address.host, address.port);
    this.webSocket = new WebSocket(formatAddress(address), [...new Set(definition.subprotocols)], {
      ...wsOptions,
      maxPayload: definition.messageLimitBytes,
      finishRequest: (request) => {
        for (const [name, values] of headersOf(definition.headers)) request.setHeader(name, values);
        request.end();
      },
      createConnection: () => {
        this.socket = openSocket(address);
        return this.socket;
      },
    });
    this.timer = setTimeout(
      () =>
        this.give(
          `${this.where} did not answer within ${definition.connectTimeoutMs / 1000} s. Check host and port, or allow more time in the options.`,
        ),
      definition.connectTimeoutMs,
    );
  }

  run(sink: EndpointSink, context: LinkContext): void {
    const { webSocket } = this;
    const failed = (error: Error): void => {
      this.failure ??= { clean: false, reason: describeHandshakeProblem(error, this.where) };
    };
    const closed = (): void => {
      clearTimeout(this.timer);
      const unknown = {
        clean: false,
        reason: `${this.where} closed the connection during the WebSocket handshake.`,
      };
      sink.closed(this.failure ?? unknown, context.clock.nowUs());
    };
    webSocket.on('error', failed);
    webSocket.on('close', closed);
    webSocket.on('unexpected-response', (_request, response) => void this.refused(response));
    webSocket.on('open', () => {
      const atUs = context.clock.nowUs();
      clearTimeout(this.timer);
      const { socket } = this;
      if (!socket) throw new Error('An open WebSocket has a socket.');
      webSocket.off('close', closed);
      webSocket.off('error', failed);
      this.link = new WsLink(
        {
          webSocket,
          socket,
          facts: factsOf(webSocket, socket),
          messageLimitBytes: this.definition.messageLimitBytes,
        },
        context,
        sink,
        atUs,
        (outcome, at) => sink.closed(outcome, at),
      );
    });
  }

  close(): void {
    if (this.link) {
      this.link.close();
      return;
    }
    this.failure ??= { clean: true, reason: 'Cancelled while connecting.' };
    this.webSocket.terminate();
  }

  private give(reason: string): void {
    this.failure ??= { clean: false, reason };
    this.webSocket.terminate();
  }

  /** An answer other than 101. Whoever listens for it has to end it: `ws` leaves the socket to us. */
  private async refused(response: IncomingMessage): Promise<void> {
    this.give(await describeRefusal(response, this.where));
  }
}

function openSocket({ scheme, host, port }: Address): Socket {
  if (scheme !== 'wss') return connectTcp({ host, port, noDelay: true });
  const socket = connectTls({
    host,
    port,
    ALPNProtocols: ['http/1.1'],
    // RFC 6066, section 3: no IP addresses in SNI.
    ...(isIP(host) === 0 ? { servername: host } : {}),
  });
  return socket.setNoDelay(true);
}

/** Several values under one name stay several headers. */
function headersOf(headers: readonly Header[]): ReadonlyMap<string, string[]> {
  const grouped = new Map<string, string[]>();
  for (const { name, value } of headers) grouped.set(name, [...(grouped.get(name) ?? []), value]);
  return grouped;
}

function factsOf(webSocket: WebSocket, socket: Socket): LinkFacts {
  const notes = [
    webSocket.protocol === '' ? null : `subprotocol ${visible(webSocket.protocol)}`,
    socket instanceof TLSSocket ? (socket.getProtocol() ?? 'TLS') : null,
  ].filter((note) => note !== null);
  return {
    local: endOf(socket.localAddress, socket.localPort),
    remote: endOf(socket.remoteAddress, socket.remotePort),
    subprotocol: webSocket.protocol === '' ? null : webSocket.protocol,
    note: notes.length === 0 ? null : notes.join(', '),
  };
}
