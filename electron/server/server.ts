import { createServer as createHttpServer, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { codeOf, messageOf, WirebenchError } from '../../shared/base/errors.ts';
import type { WirebenchContract } from '../../shared/contract/contract.ts';
import { formatHostAndPort } from '../../shared/model/address.ts';
import { rpcPath, tokenParameter } from '../../shared/rpc/hello.ts';
import type { Handlers } from '../../shared/rpc/serve.ts';
import { admit, reachableHost, type BoundTo } from './admission.ts';
import { RpcDoor } from './rpcDoor.ts';
import { createStaticPage, refuse, type PageHandler } from './staticPage.ts';
import { makeToken } from './token.ts';
import { refuseUnreadable, turnAway } from './turnAway.ts';

/** 256 connections: a page needs about seven, and each holds a descriptor that a session could need. */
const largestConnections = 256;
/** A request's head must be complete after 5 s, as a hello must; a GET has nothing else. */
const requestTimeoutMs = 5000;

export interface ServerOptions {
  readonly handlers: Handlers<WirebenchContract>;
  /** A name or address of this machine. Anything but loopback was asked for by a person who was told what it means. */
  readonly host: string;
  /** 0 for a free one. */
  readonly port: number;
  /** The folder of the built page; for development, the handler that answers in its place. */
  readonly page: string | PageHandler;
  /** Created when it is not given. At least 128 random bits. */
  readonly token?: string;
}

export interface RunningServer {
  /** To be opened in a browser; has the token in its fragment. */
  readonly url: string;
  readonly port: number;
  /** `host:port` of the bound address. */
  readonly local: string;
  readonly token: string;
  /** Closes every connection. */
  close(): Promise<void>;
}

/** Serves the page and, behind the token, the contract. Rejects with a sentence when the port is unavailable. */
export async function createServer(options: ServerOptions): Promise<RunningServer> {
  const token = options.token ?? makeToken();
  const page = typeof options.page === 'string' ? createStaticPage(options.page) : options.page;
  const door = new RpcDoor({ handlers: options.handlers, token });
  const server = createHttpServer({
    headersTimeout: requestTimeoutMs,
    requestTimeout: requestTimeoutMs,
    connectionsCheckingInterval: 1000,
    // A request without a Host is refused with the others that do not name this server.
    requireHostHeader: false,
  });
  server.maxConnections = largestConnections;
  const { address, port } = await listen(server, options);
  const boundTo: BoundTo = { host: options.host, port };

  server.on('request', (request, response) => {
    const admitted = admit(request, boundTo);
    if (admitted.ok) page(request, response, admitted.value);
    else refuse(response, 403, null, admitted.problem);
  });
  // Node's own answer would carry none of the headers that protect the page.
  server.on('checkExpectation', (_request, response) =>
    refuse(response, 417, null, 'This server does not support the header Expect.'),
  );
  server.on('clientError', (error, socket) => refuseUnreadable(error, socket));
  server.on('upgrade', (request, socket, head) => upgrade(door, boundTo, request, socket, head));
  return {
    url: `http://${formatHostAndPort(reachableHost(options.host), port)}/#${tokenParameter}=${token}`,
    port,
    local: formatHostAndPort(address, port),
    token,
    close: () => close(server, door),
  };
}

function upgrade(
  door: RpcDoor,
  boundTo: BoundTo,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  // Without a listener, a reset in the middle of the handshake would end the process.
  socket.on('error', () => socket.destroy());
  const admitted = admit(request, boundTo);
  if (!admitted.ok) {
    turnAway(socket, 403, admitted.problem);
  } else if (request.url !== rpcPath) {
    turnAway(socket, 404, 'There is nothing here.');
  } else if (request.headers.origin === undefined) {
    turnAway(socket, 403, 'Only the page of Wirebench is answered here, and a browser says which page asks.');
  } else if (!door.upgrade(request, socket, head)) {
    turnAway(
      socket,
      503,
      'Too many connections are waiting to send their token. Try again in a few seconds.',
    );
  }
}

function listen(
  server: Server,
  { host, port }: ServerOptions,
): Promise<{ readonly address: string; readonly port: number }> {
  return new Promise((resolve, reject) => {
    // The listener stays: a later error of one connection must not end the program.
    server.on('error', (error) => reject(describeListenError(error, host, port)));
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address : { address: host, port });
    });
  });
}

function describeListenError(error: Error, host: string, port: number): WirebenchError {
  const where = formatHostAndPort(host, port);
  const cause = { cause: error };
  switch (codeOf(error) ?? '') {
    case 'EADDRINUSE':
      return new WirebenchError(
        'WRONG_STATE',
        `${where} is in use by another program. Choose another port, or 0 for a free one.`,
        cause,
      );
    case 'EACCES':
      return new WirebenchError(
        'DENIED',
        `This user may not listen on ${where}. Choose a port from 1024 on.`,
        cause,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new WirebenchError(
        'BAD_REQUEST',
        `This machine has no address ${host}. Choose one of its own, such as 127.0.0.1.`,
        cause,
      );
    default:
      return new WirebenchError('INTERNAL', `Listening on ${where} failed: ${messageOf(error)}.`, cause);
  }
}

function close(server: Server, door: RpcDoor): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    door.close();
    server.closeAllConnections();
  });
}
