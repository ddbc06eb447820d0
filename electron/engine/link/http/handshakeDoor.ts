import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { codeOf } from '../../../../shared/base/errors.ts';
import { endOf } from '../address.ts';
import { clientWarning, type Warn } from '../link.ts';
import type { WsHandshakes } from '../ws/handshakes.ts';
import { readHandshake, type Handshake } from './readHandshake.ts';
import { describeRefused, refusalBody, refusalHeaders, refusalText, type Refusal } from './refusal.ts';
import { describeUnreadable } from './unreadableRequest.ts';

/** The parts behind the door of a WebSocket server. */
interface HandshakeDoorParts {
  /** With its query, if it has one; `/` answers every path. */
  readonly path: string;
  readonly handshakes: WsHandshakes;
  readonly warn: Warn;
  /** Called for each handshake that can be answered 101, in the turn in which it was read. */
  readonly accepted: (request: IncomingMessage, socket: Duplex, head: Buffer, handshake: Handshake) => void;
}

/** The client's end of a socket; empty where it has gone already. */
type ClientEnd = Partial<Pick<Socket, 'remoteAddress' | 'remotePort'>>;

/** Reads what clients send to an HTTP server, hands on the handshakes, and turns down everything else, with a status and a sentence. */
export class HandshakeDoor {
  private readonly parts: HandshakeDoorParts;

  constructor(parts: HandshakeDoorParts) {
    this.parts = parts;
  }

  serve(server: Server): void {
    const { handshakes } = this.parts;
    // Beyond 2,000 headers Node would silently drop the rest; their size has a limit of its own.
    server.maxHeadersCount = 0;
    server.on('connection', (socket: Socket) => handshakes.begin(socket));
    server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
    const plain = (request: IncomingMessage, response: ServerResponse): void =>
      this.answer(request, response);
    // A client that waits for permission to send a body learns at once that none is wanted.
    server.on('request', plain).on('checkContinue', plain).on('checkExpectation', plain);
    server.on('connect', (request, socket) => {
      const read = readHandshake(request, this.parts.path);
      if (!read.ok) this.turnAway(socket, request.socket, read.problem);
    });
    server.on('clientError', (error, socket) => this.unreadable(error, socket));
  }

  turnAway(socket: Duplex, { remoteAddress, remotePort }: ClientEnd, refusal: Refusal): void {
    const client = endOf(remoteAddress, remotePort);
    this.parts.handshakes.answered(socket);
    this.parts.warn(describeRefused(client, refusal), clientWarning(client, refusal));
    socket.on('error', () => socket.destroy());
    socket.end(refusalText(client, refusal));
    // Unread bytes would turn the end into a reset, which takes the answer with it.
    socket.resume();
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const read = readHandshake(request, this.parts.path);
    if (!read.ok) {
      this.turnAway(socket, request.socket, read.problem);
      return;
    }
    // RFC 9110, section 7.8: before the answer to the upgrade.
    if (/^100-continue$/i.test(request.headers.expect ?? '')) socket.write('HTTP/1.1 100 Continue\r\n\r\n');
    this.parts.accepted(request, socket, head, read.value);
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const read = readHandshake(request, this.parts.path);
    // A complete handshake never arrives as a plain request.
    const refusal = read.ok ? { status: 400, why: 'sent a handshake that cannot be read' } : read.problem;
    const client = endOf(request.socket.remoteAddress, request.socket.remotePort);
    this.parts.handshakes.answered(request.socket);
    this.parts.warn(describeRefused(client, refusal), clientWarning(client, refusal));
    const body = refusalBody(client, refusal);
    response.writeHead(refusal.status, refusalHeaders(refusal, body)).end(body);
  }

  private unreadable(error: Error & { readonly rawPacket?: Buffer }, socket: Duplex): void {
    const { handshakes } = this.parts;
    // The parser fails again with every further piece, and cutting the connection would take the answer with it.
    if (handshakes.isAnswered(socket)) return;
    // A connection that is gone is reported when it closes.
    if (!socket.writable || !codeOf(error)?.startsWith('HPE_')) socket.destroy();
    else {
      const head = handshakes.headOf(socket, error.rawPacket);
      this.turnAway(socket, socket instanceof Socket ? socket : {}, describeUnreadable(error, head));
    }
  }
}
