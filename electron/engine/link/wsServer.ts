import {
  createServer,
  STATUS_CODES,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createNetServer, Socket, type Server as NetServer } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { HostAndPort, NetworkAddress } from '../../../shared/model/address.ts';
import type { EndpointOf } from '../../../shared/model/connection.ts';
import { describeTls, type TlsFacts } from '../../../shared/model/facts.ts';
import { addressOf, endOf } from './address.ts';
import type { EndpointSink, LinkContext, LinkFacts, Opener, RunningEndpoint } from './link.ts';
import { Listening } from './listening.ts';
import { listenOptionsOf } from './listenOptions.ts';
import { neverOpened } from './neverOpened.ts';
import { visible } from './networkProblems.ts';
import { listenSecurely } from './tls/listenSecurely.ts';
import { WsHandshakes } from './wsHandshakes.ts';
import { wsOptions } from './wsLimits.ts';
import { WsLink } from './wsLink.ts';

/**
 * Listens for WebSocket clients, over TLS for wss, at the path of the address; `/` answers every path. Of the subprotocols that a client
 * offers, the first that the definition lists is chosen; where it lists none, the client's first: a bench is there to be talked to. Who
 * asks for something else gets an answer in plain text, and the session a warning.
 */
export const openWsServer: Opener<'ws-server'> = (definition, sink, context) => {
  const address = addressOf('ws-server', definition.address);
  if (!address.ok) return neverOpened(address.problem, sink, context);
  return new WsServer(definition, address.value, sink, context);
};

class WsServer implements RunningEndpoint {
  private readonly definition: EndpointOf<'ws-server'>;
  private readonly path: string;
  private readonly sink: EndpointSink;
  private readonly context: LinkContext;
  private readonly upgrader: WebSocketServer;
  private readonly listening: Listening;
  private readonly handshakes: WsHandshakes;
  private readonly carriers = new WeakMap<Socket, { readonly tls: TlsFacts; readonly below: Socket }>();
  /** What closes when the server does: the listening itself, or TLS around it. */
  private readonly door: RunningEndpoint;

  constructor(
    definition: EndpointOf<'ws-server'>,
    address: NetworkAddress,
    sink: EndpointSink,
    context: LinkContext,
  ) {
    this.definition = definition;
    const { scheme, host, port, path = '/' } = address;
    this.path = pathOf(path);
    this.sink = sink;
    this.context = context;
    this.handshakes = new WsHandshakes((message) => this.warn(message));
    this.upgrader = new WebSocketServer({
      ...wsOptions,
      noServer: true,
      clientTracking: false,
      maxPayload: definition.messageLimitBytes,
      handleProtocols: (offered) => chooseSubprotocol(offered, definition.subprotocols),
    });
    const { socket: socketOptions, place } = listenOptionsOf(definition, { ...address, path });
    // Node's own time limits are off: `WsHandshakes` has one for all of the handshake.
    const server = createServer({ ...socketOptions, headersTimeout: 0, requestTimeout: 0 });
    this.serve(server);
    // Over TLS, HTTP is handed its connections after their handshake, and listens nowhere itself.
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

  private serve(server: Server): void {
    server.on('connection', (socket: Socket) => this.handshakes.begin(socket));
    server.on('request', (request, response) => this.answerPlainRequest(request, response));
    server.on('clientError', (_error, socket) => {
      if (socket.writable) this.turnAway(socket, 400, 'A client did not speak HTTP and was answered 400.');
      else socket.destroy();
    });
    server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
    this.upgrader.on('wsClientError', (error, socket, request) =>
      this.turnAway(
        socket,
        400,
        `${nameOf(request)} sent a wrong WebSocket handshake (${visible(error.message)}) and was answered 400.`,
      ),
    );
  }

  private answerPlainRequest(request: IncomingMessage, response: ServerResponse): void {
    this.warn(`${nameOf(request)} asked by plain HTTP and was answered 426.`);
    response.writeHead(426, { upgrade: 'websocket', connection: 'close', 'content-type': 'text/plain' });
    response.end('This is a WebSocket server. Connect with a WebSocket client.\n');
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Without a listener, a reset during the handshake would end the program.
    const ignore = (): void => void socket.destroy();
    socket.on('error', ignore);
    const url = request.url ?? '/';
    if (this.path !== '/' && pathOf(url) !== this.path) {
      this.turnAway(socket, 404, `${nameOf(request)} asked for ${visible(url)} and was answered 404.`);
      return;
    }
    this.upgrader.handleUpgrade(request, socket, head, (webSocket) => {
      const atUs = this.context.clock.nowUs();
      if (!(socket instanceof Socket)) throw new Error('An upgraded connection is a socket.');
      this.handshakes.end(socket);
      this.link(webSocket, socket, request, atUs);
      socket.off('error', ignore);
    });
  }

  private link(webSocket: WebSocket, socket: Socket, request: IncomingMessage, atUs: number): void {
    const { tls, below = socket } = this.carriers.get(socket) ?? {};
    const facts = factsOf(webSocket, socket, request, tls);
    const { messageLimitBytes } = this.definition;
    const parts = { webSocket, socket, below, facts, messageLimitBytes };
    const link = new WsLink(parts, this.context, this.sink, atUs, () => this.listening.forget(link));
    this.listening.keep(link);
  }

  private turnAway(socket: Duplex, status: number, why: string): void {
    this.warn(why);
    const body = `${why}\n`;
    socket.end(
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  }

  private warn(message: string): void {
    this.sink.warned(message, this.context.clock.nowUs());
  }
}

function chooseSubprotocol(offered: ReadonlySet<string>, known: readonly string[]): string | false {
  const [first] = known.length === 0 ? offered : [...offered].filter((name) => known.includes(name));
  return first ?? false;
}

/** The path alone. Cut by hand: `new URL` throws on some targets that clients may send, such as `//`. */
function pathOf(target: string): string {
  return target.replace(/[?#].*$/s, '');
}

function nameOf({ socket }: IncomingMessage): string {
  return endOf(socket.remoteAddress, socket.remotePort);
}

function factsOf(
  { protocol }: WebSocket,
  socket: Socket,
  request: IncomingMessage,
  tls: TlsFacts | undefined,
): LinkFacts {
  const agent = request.headers['user-agent'];
  const notes = [
    `path ${visible(request.url ?? '/')}`,
    protocol === '' ? null : `subprotocol ${visible(protocol)}`,
    agent === undefined ? null : visible(agent),
    tls === undefined ? null : describeTls(tls),
  ];
  return {
    local: endOf(socket.localAddress, socket.localPort),
    remote: endOf(socket.remoteAddress, socket.remotePort),
    subprotocol: protocol === '' ? null : protocol,
    note: notes.filter((note) => note !== null).join(', '),
    ...(tls === undefined ? {} : { tls }),
  };
}
