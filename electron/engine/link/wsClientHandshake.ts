import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import { codeOf, messageOf } from '../../../shared/base/errors.ts';
import { formatAddress, formatHostAndPort, type NetworkAddress } from '../../../shared/model/address.ts';
import type { EndpointOf, Header } from '../../../shared/model/connection.ts';
import type { ClientWay } from './connecting.ts';
import { LinkProblem } from './link.ts';
import { visible } from './networkProblems.ts';
import type { WsLink } from './wsLink.ts';
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

/** The first header that the handshake has to write itself, if there is one. */
export function headerOfHandshake(headers: readonly Header[]): Header | undefined {
  return headers.find(({ name }) => handshakeHeaders.has(name.toLowerCase()));
}

/**
 * Does the handshake of HTTP (RFC 6455, section 4.1) on a socket that is ready for it. `opened` makes the link in the turn in which the
 * WebSocket opens, so that no message is missed. Rejects with a `LinkProblem` or with the signal's reason; the socket is destroyed then.
 */
export async function shakeHands(
  definition: EndpointOf<'ws-client'>,
  address: NetworkAddress,
  socket: Socket,
  way: ClientWay,
  opened: (webSocket: WebSocket) => WsLink,
): Promise<WsLink> {
  const step = way.route.begin('upgrade', formatAddress(address));
  try {
    // Whoever was told of the step may have cancelled.
    way.signal.throwIfAborted();
    const webSocket = beginHandshake(definition, address, socket);
    const tell = (): void => {
      const { protocol } = webSocket;
      step.done(protocol === '' ? null : `Subprotocol ${visible(protocol)}.`);
      way.route.set({ subprotocol: protocol === '' ? null : protocol });
    };
    const where = formatHostAndPort(address.host, address.port);
    return await answered(webSocket, where, way.signal, tell, () => opened(webSocket));
  } catch (error) {
    socket.destroy();
    if (way.signal.aborted) {
      step.cancelled(way.signal.reason);
      throw way.signal.reason;
    }
    const problem =
      error instanceof LinkProblem ? error : new LinkProblem(messageOf(error), { cause: error });
    step.failed(problem);
    throw problem;
  }
}

/** `ws` and Node throw for a header or subprotocol that they do not take. */
function beginHandshake(
  { subprotocols, headers, messageLimitBytes }: EndpointOf<'ws-client'>,
  address: NetworkAddress,
  socket: Socket,
): WebSocket {
  return new WebSocket(urlOf(address), [...new Set(subprotocols)], {
    ...wsOptions,
    maxPayload: messageLimitBytes,
    finishRequest: (request) => {
      for (const [name, values] of valuesOf(headers)) request.setHeader(name, values);
      request.end();
    },
    createConnection: () => socket,
  });
}

function answered(
  webSocket: WebSocket,
  where: string,
  signal: AbortSignal,
  tell: () => void,
  opened: () => WsLink,
): Promise<WsLink> {
  return new Promise((resolve, reject) => {
    const cancel = (): void => webSocket.terminate();
    const failed = (cause: Error): void => {
      reject(new LinkProblem(describeHandshakeProblem(cause, where), { code: codeOf(cause) ?? null, cause }));
    };
    const closed = (): void => {
      signal.removeEventListener('abort', cancel);
      reject(new LinkProblem(`${where} closed the connection during the WebSocket handshake.`));
    };
    signal.addEventListener('abort', cancel, { once: true });
    webSocket.on('error', failed).on('close', closed);
    webSocket.on('unexpected-response', (_request, response) => {
      const refused = async (): Promise<void> => {
        reject(await refusalOf(response, where));
        // Whoever listens for such an answer has to end it: `ws` leaves the socket to us.
        webSocket.terminate();
      };
      void refused();
    });
    webSocket.on('open', () => {
      tell();
      // It is terminated then, and `closed` follows.
      if (signal.aborted) return;
      signal.removeEventListener('abort', cancel);
      webSocket.off('error', failed).off('close', closed);
      resolve(opened());
    });
  });
}

async function refusalOf(response: IncomingMessage, where: string): Promise<LinkProblem> {
  const { statusCode = 0 } = response;
  const isAboutHeaders = statusCode === 401 || statusCode === 403;
  return new LinkProblem(await describeRefusal(response, where), {
    code: `HTTP ${statusCode}`,
    field: isAboutHeaders ? 'headers' : statusCode === 404 ? 'address' : null,
  });
}

/** A zone counts for this machine only (RFC 6874, section 4), and no URL that `ws` reads has one. */
function urlOf(address: NetworkAddress): string {
  return formatAddress({ ...address, host: address.host.replace(/%.*$/, '') });
}

/** Several values under one name stay several headers. */
function valuesOf(headers: readonly Header[]): ReadonlyMap<string, string[]> {
  const grouped = new Map<string, string[]>();
  for (const { name, value } of headers) grouped.set(name, [...(grouped.get(name) ?? []), value]);
  return grouped;
}
