import { createServer, STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import { formatHostAndPort } from '../../../shared/model/address.ts';
import { addressOf, endOf } from './address.ts';
import type { Opener } from './link.ts';
import { Listening } from './listening.ts';
import { neverOpened } from './neverOpened.ts';
import { visible } from './networkProblems.ts';
import { WsLink } from './wsLink.ts';
import { wsOptions } from './wsLimits.ts';

/** 10 s for a client to send its handshake; who says nothing is let go. */
const handshakeTimeoutMs = 10_000;
/** 256 clients may be in their handshake at once; more at a time are turned away, so that silent ones cannot use up the sockets. */
const largestHandshakeCount = 256;

/**
 * Listens for WebSocket clients at the path of the address; `/` answers every path. Of the subprotocols that a client offers, the first
 * that the definition lists is chosen; where it lists none, the client's first: a bench is there to be talked to.
 */
export const openWsServer: Opener<'ws-server'> = (definition, sink, context) => {
  const address = addressOf('ws-server', definition.address);
  if (!address.ok) return neverOpened(address.problem, sink, context);
  const { host, port, path = '/' } = address.value;
  const httpServer = createServer({
    headersTimeout: handshakeTimeoutMs,
    requestTimeout: handshakeTimeoutMs,
    connectionsCheckingInterval: handshakeTimeoutMs / 10,
    noDelay: true,
  });
  const webSocketServer = new WebSocketServer({
    ...wsOptions,
    noServer: true,
    clientTracking: false,
    maxPayload: definition.messageLimitBytes,
    handleProtocols: (offered) => chooseSubprotocol(offered, definition.subprotocols),
  });
  const listening = new Listening(httpServer, sink, context, {
    where: formatHostAndPort(host, port),
    urlOf: (boundPort) => `ws://${formatHostAndPort(host, boundPort)}${path}`,
  });
  const turnAway = (socket: Duplex, status: number, why: string): void => {
    sink.warned(why, context.clock.nowUs());
    refuse(socket, status, why);
  };

  const handshakes = new Set<Socket>();
  httpServer.on('connection', (socket: Socket) => {
    if (handshakes.size >= largestHandshakeCount) {
      socket.destroy();
      return;
    }
    handshakes.add(socket);
    socket.once('close', () => handshakes.delete(socket));
  });
  httpServer.on('request', (request, response) => {
    sink.warned(`${nameOf(request)} asked by plain HTTP and was answered 426.`, context.clock.nowUs());
    response.writeHead(426, { upgrade: 'websocket', connection: 'close', 'content-type': 'text/plain' });
    response.end('This is a WebSocket server. Connect with a WebSocket client.\n');
  });
  httpServer.on('clientError', (_error, socket) => {
    if (socket.writable) turnAway(socket, 400, 'A client did not speak HTTP and was answered 400.');
    else socket.destroy();
  });
  httpServer.on('upgrade', (request, socket, head) => {
    // Without a listener a reset in these few lines would end the program.
    const ignore = (): void => void socket.destroy();
    socket.on('error', ignore);
    if (path !== '/' && pathOf(request) !== path) {
      turnAway(
        socket,
        404,
        `${nameOf(request)} asked for ${visible(request.url ?? '')} and was answered 404.`,
      );
      return;
    }
    webSocketServer.handleUpgrade(request, socket, head, (webSocket) => {
      const atUs = context.clock.nowUs();
      if (!(socket instanceof Socket)) throw new Error('An upgraded connection is a socket.');
      handshakes.delete(socket);
      const facts = {
        local: endOf(socket.localAddress, socket.localPort),
        remote: endOf(socket.remoteAddress, socket.remotePort),
        subprotocol: webSocket.protocol === '' ? null : webSocket.protocol,
        note: noteOf(request, webSocket.protocol),
      };
      const { messageLimitBytes } = definition;
      const link = new WsLink({ webSocket, socket, facts, messageLimitBytes }, context, sink, atUs, () =>
        listening.forget(link),
      );
      listening.keep(link);
      socket.off('error', ignore);
    });
  });
  webSocketServer.on('wsClientError', (error, socket, request) =>
    turnAway(
      socket,
      400,
      `${nameOf(request)} sent a wrong WebSocket handshake (${visible(error.message)}) and was answered 400.`,
    ),
  );
  httpServer.listen({ host, port });
  return {
    close: () => {
      listening.close();
      for (const socket of handshakes) socket.destroy();
    },
  };
};

function chooseSubprotocol(offered: ReadonlySet<string>, known: readonly string[]): string | false {
  const [first] = known.length === 0 ? offered : [...offered].filter((name) => known.includes(name));
  return first ?? false;
}

/** The path alone. Cut by hand: `new URL` throws on some targets that clients may send, such as `//`. */
function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').replace(/[?#].*$/s, '');
}

function nameOf({ socket }: IncomingMessage): string {
  return endOf(socket.remoteAddress, socket.remotePort);
}

function noteOf(request: IncomingMessage, subprotocol: string): string {
  const agent = request.headers['user-agent'];
  return [
    `path ${visible(request.url ?? '/')}`,
    subprotocol === '' ? null : `subprotocol ${visible(subprotocol)}`,
    agent === undefined ? null : visible(agent),
  ]
    .filter((part) => part !== null)
    .join(', ');
}

function refuse(socket: Duplex, status: number, why: string): void {
  const body = `${why}\n`;
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
