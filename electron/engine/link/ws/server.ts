import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createNetServer, Socket, type Server as NetServer } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type Server as Upgrader } from 'ws';
import type { HostAndPort, NetworkAddress } from '../../../../shared/model/address.ts';
import type { EndpointOf } from '../../../../shared/model/connection.ts';
import { describeTls, type HttpHandshake, type TlsFacts } from '../../../../shared/model/facts.ts';
import { addressOf, endOf } from '../address.ts';
import { HandshakeDoor } from '../http/handshakeDoor.ts';
import { textOfHeader } from '../http/handshakeHeaders.ts';
import { cutLines } from '../http/headLines.ts';
import type { Handshake } from '../http/readHandshake.ts';
import type { EndpointSink, LinkContext, LinkFacts, Opener, RunningEndpoint, Warn } from '../link.ts';
import { Listening } from '../listening.ts';
import { listenOptionsOf } from '../listenOptions.ts';
import { neverOpened } from '../neverOpened.ts';
import { visible } from '../../../../shared/bytes/visibleText.ts';
import { PatientWebSocket } from './patientWebSocket.ts';
import { listenSecurely } from '../tls/listenSecurely.ts';
import { WsHandshakes } from './handshakes.ts';
import { wsOptions } from './limits.ts';
import { WsLink } from './wsLink.ts';

/**
 * Listens for WebSocket clients, over TLS for wss, at the path of the address; `/` answers every path. Of a client's subprotocols, the
 * first that the definition lists is chosen; if it lists none, the client's first: a bench is there to be talked to. Any other request gets
 * an answer in plain text, and the session a warning.
 */
export const openWsServer: Opener<'ws-server'> = (definition, sink, context) => {
  const address = addressOf(definition.kind, definition.address);
  if (!address.ok) return neverOpened(address.problem, sink, context);
  return new WsServer(definition, address.value, sink, context);
};

class WsServer implements RunningEndpoint {
  private readonly definition: EndpointOf<'ws-server'>;
  private readonly sink: EndpointSink;
  private readonly context: LinkContext;
  private readonly upgrader: Upgrader<typeof PatientWebSocket>;
  private readonly listening: Listening;
  private readonly handshakes: WsHandshakes;
  private readonly handshakeDoor: HandshakeDoor;
  /** The lines with which `ws` answers a request. */
  private readonly answers = new WeakMap<IncomingMessage, readonly string[]>();
  private readonly carriers = new WeakMap<Socket, { readonly tls: TlsFacts; readonly below: Socket }>();
  /** Closes when the server does: the listening itself, or TLS around it. */
  private readonly door: RunningEndpoint;

  constructor(
    definition: EndpointOf<'ws-server'>,
    address: NetworkAddress,
    sink: EndpointSink,
    context: LinkContext,
  ) {
    this.definition = definition;
    const { scheme, host, port, path = '/' } = address;
    this.sink = sink;
    this.context = context;
    const warn: Warn = (message, detail) => sink.warned(message, context.clock.nowUs(), detail);
    const handshakes = new WsHandshakes(warn);
    this.handshakes = handshakes;
    this.handshakeDoor = new HandshakeDoor({
      ...{ path, handshakes, warn },
      accepted: (...request) => this.upgrade(...request),
    });
    this.upgrader = new WebSocketServer({
      ...wsOptions,
      noServer: true,
      WebSocket: PatientWebSocket,
      clientTracking: false,
      maxPayload: definition.messageLimitBytes,
      handleProtocols: (offered) => chooseSubprotocol(offered, definition.subprotocols),
    });
    this.upgrader.on('headers', (lines, request) => void this.answers.set(request, lines));
    const { socket: socketOptions, place } = listenOptionsOf(definition, { ...address, path });
    // Node's own time limits are off: `WsHandshakes` has one for the whole handshake.
    const server = createServer({
      ...socketOptions,
      ...{ headersTimeout: 0, requestTimeout: 0, requireHostHeader: false },
    });
    this.handshakeDoor.serve(server);
    // Over TLS, HTTP receives its connections after their handshake, and listens nowhere itself.
    const isSecure = scheme === 'wss';
    const listener = isSecure ? createNetServer({ ...socketOptions, allowHalfOpen: true }) : server;
    this.listening = new Listening(listener, sink, context, place);
    this.door = isSecure ? this.listenSecurely(listener, server, { host, port }) : this.listening;
    if (!isSecure) server.listen({ host, port });
  }

  close(): void {
    this.door.close();
    this.handshakes.closeAll();
  }

  private listenSecurely(listener: NetServer, http: Server, place: HostAndPort): RunningEndpoint {
    const { listening, sink, context } = this;
    return listenSecurely({
      ...{ server: listener, listening, sink, context, ...place },
      options: this.definition.tls,
      accepted: ({ socket, tls }, below) => {
        this.carriers.set(socket, { tls, below });
        http.emit('connection', socket);
      },
    });
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, handshake: Handshake): void {
    // Without a listener, a reset during the handshake would end the program.
    const ignore = (): void => void socket.destroy();
    socket.on('error', ignore);
    adapt(request, handshake);
    this.upgrader.handleUpgrade(request, socket, head, (webSocket) => {
      const atUs = this.context.clock.nowUs();
      if (!(socket instanceof Socket)) throw new Error('An upgraded connection is a socket.');
      this.handshakes.end(socket);
      const told = { notes: notesOf(webSocket, request, handshake), handshake: this.saidIn(request) };
      this.link(webSocket, socket, told, atUs);
      socket.off('error', ignore);
    });
  }

  /** What both sides said, as far as it is kept. */
  private saidIn(request: IncomingMessage): HttpHandshake {
    return { request: linesOfRequest(request), answer: cutLines(this.answers.get(request) ?? []) };
  }

  private link(webSocket: PatientWebSocket, socket: Socket, told: Told, atUs: number): void {
    const { tls, below = socket } = this.carriers.get(socket) ?? {};
    const facts = factsOf(webSocket, socket, told, tls);
    const { messageLimitBytes } = this.definition;
    const parts = { webSocket, socket, below, facts, rules: { fromClient: true, messageLimitBytes } };
    const link = new WsLink(parts, this.context, this.sink, atUs, () => this.listening.forget(link));
    this.listening.keep(link);
  }
}

/** Facts of a handshake for the link that it led to. */
interface Told {
  readonly notes: readonly string[];
  readonly handshake: HttpHandshake;
}

function linesOfRequest({ method, url, httpVersion, rawHeaders }: IncomingMessage): string[] {
  const lines = [`${method ?? ''} ${url ?? ''} HTTP/${httpVersion}`];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2)
    lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
  return cutLines(lines);
}

function chooseSubprotocol(offered: ReadonlySet<string>, known: readonly string[]): string | false {
  const [first] = known.length === 0 ? offered : [...offered].filter((name) => known.includes(name));
  return first ?? false;
}

/** `ws` reads headers more narrowly than RFC 9110: not lists with empty elements, nor `Upgrade` with several. It receives our reading. */
function adapt({ headers }: IncomingMessage, { subprotocols }: Handshake): void {
  headers.upgrade = 'websocket';
  if (subprotocols.length === 0) delete headers['sec-websocket-protocol'];
  else headers['sec-websocket-protocol'] = subprotocols.join(', ');
}

function notesOf(
  { protocol }: PatientWebSocket,
  { headers }: IncomingMessage,
  { path }: Handshake,
): string[] {
  const agent = headers['user-agent'];
  return [
    `path ${visible(path)}`,
    ...(protocol === '' ? [] : [`subprotocol ${visible(protocol)}`]),
    ...(agent === undefined ? [] : [visible(textOfHeader(agent))]),
  ];
}

function factsOf(
  { protocol }: PatientWebSocket,
  socket: Socket,
  { notes, handshake }: Told,
  tls: TlsFacts | undefined,
): LinkFacts {
  return {
    local: endOf(socket.localAddress, socket.localPort),
    remote: endOf(socket.remoteAddress, socket.remotePort),
    subprotocol: protocol === '' ? null : protocol,
    note: [...notes, ...(tls === undefined ? [] : [describeTls(tls)])].join(', '),
    handshake,
    ...(tls === undefined ? {} : { tls }),
  };
}
