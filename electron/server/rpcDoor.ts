import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { contract, type WirebenchContract } from '../../shared/contract/contract.ts';
import { decodeEnvelope, encodeEnvelope } from '../../shared/rpc/binaryEnvelope.ts';
import {
  helloHeadSchema,
  helloTimeoutMs,
  largestHelloBytes,
  lateCloseCode,
  refusedCloseCode,
  stoppedCloseCode,
  type WelcomeHead,
} from '../../shared/rpc/hello.ts';
import { serve, type Handlers } from '../../shared/rpc/serve.ts';
import { closeSocket, createWebSocketTransport, largestMessageBytes, toBytes } from './webSocketTransport.ts';
import { isSameToken } from './token.ts';
import { turnAway } from './turnAway.ts';

/** 16 sockets may wait without having said hello: a page needs one, for some milliseconds. */
export const largestUnknownSockets = 16;

/** A page whose machine vanished is noticed by TCP, after 30 s of silence. */
const keepAliveMs = 30_000;

interface RpcDoorOptions {
  readonly handlers: Handlers<WirebenchContract>;
  readonly token: string;
}

/** Accepts the upgrades that were admitted, waits for their hello, and serves the contract to those that know the token. */
export class RpcDoor {
  private readonly options: RpcDoorOptions;
  private readonly unknown = new Set<Duplex>();
  private readonly webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessageBytes,
    // Loopback is faster than any compression, and compressing costs memory for each page.
    perMessageDeflate: false,
  });

  constructor(options: RpcDoorOptions) {
    this.options = options;
    this.webSockets.on('wsClientError', ({ message }, socket) =>
      turnAway(socket, 400, `This is not a WebSocket handshake: ${message}.`),
    );
  }

  /** False when too many sockets are waiting already; the socket is untouched then. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    if (this.unknown.size >= largestUnknownSockets) return false;
    this.unknown.add(socket);
    socket.once('close', () => this.unknown.delete(socket));
    request.socket.setKeepAlive(true, keepAliveMs);
    this.webSockets.handleUpgrade(request, socket, head, (webSocket) => this.hear(webSocket, socket));
    return true;
  }

  close(): void {
    for (const webSocket of this.webSockets.clients) {
      closeSocket(webSocket, stoppedCloseCode, 'Wirebench was stopped.');
    }
    for (const socket of this.unknown) socket.destroy();
  }

  private hear(webSocket: WebSocket, socket: Duplex): void {
    const late = setTimeout(
      () => closeSocket(webSocket, lateCloseCode, 'No token came in time.'),
      helloTimeoutMs,
    );
    webSocket.on('error', () => undefined);
    webSocket.once('close', () => clearTimeout(late));
    let heardBytes = 0;
    // The message limit is meant for known pages. An unknown socket, or one that was refused and still sends, gets no such memory.
    const count = (chunk: Buffer): void => {
      heardBytes += chunk.length;
      if (heardBytes > largestHelloBytes && this.unknown.has(socket)) webSocket.terminate();
    };
    socket.on('data', count);
    webSocket.once('message', (data, isBinary) => {
      clearTimeout(late);
      if (!this.knowsToken(data, isBinary)) {
        closeSocket(
          webSocket,
          refusedCloseCode,
          'The token is wrong. Open the address that Wirebench printed when it started.',
        );
        return;
      }
      socket.off('data', count);
      this.unknown.delete(socket);
      this.welcome(webSocket);
    });
  }

  private knowsToken(data: RawData, isBinary: boolean): boolean {
    const envelope = isBinary ? decodeEnvelope(toBytes(data)) : null;
    const hello = helloHeadSchema.safeParse(envelope?.ok ? envelope.value.head : null);
    return hello.success && isSameToken(hello.data.token, this.options.token);
  }

  private welcome(webSocket: WebSocket): void {
    const transport = createWebSocketTransport(webSocket);
    const head: WelcomeHead = { type: 'welcome' };
    webSocket.send(encodeEnvelope({ head }), () => undefined);
    // Ends with the transport, which ends with the socket.
    serve(contract, this.options.handlers, transport);
  }
}
