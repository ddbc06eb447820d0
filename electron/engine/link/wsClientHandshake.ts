import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import { codeOf, messageOf } from '../../../shared/base/errors.ts';
import { formatAddress, formatHostAndPort, type NetworkAddress } from '../../../shared/model/address.ts';
import type { EndpointOf, Header } from '../../../shared/model/connection.ts';
import { describeEncoding, requestTargetOf } from '../../../shared/model/requestTarget.ts';
import type { ClientWay } from './connecting.ts';
import { handshakeRequest } from './http/handshakeRequest.ts';
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
  const step = way.route.begin('upgrade', sentUrlOf(address));
  try {
    // Whoever was told of the step may have cancelled.
    way.signal.throwIfAborted();
    const webSocket = beginHandshake(definition, address, socket);
    const tell = (): void => {
      const { protocol } = webSocket;
      const notes = [
        describeEncoding(address.path ?? '/'),
        protocol === '' ? null : `Subprotocol ${visible(protocol)}.`,
      ].filter((note) => note !== null);
      step.done(notes.length === 0 ? null : notes.join(' '));
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

/** `ws` has to have a URL and makes nothing of it here: the socket is ours, and so is the request. */
const unusedUrl = 'ws://localhost/';

/** `ws` throws for a subprotocol that it does not take. Its request is never ended: we write ours, and Node's parser reads the answer. */
function beginHandshake(
  { subprotocols, headers, messageLimitBytes }: EndpointOf<'ws-client'>,
  address: NetworkAddress,
  socket: Socket,
): WebSocket {
  const offered = [...new Set(subprotocols)];
  return new WebSocket(unusedUrl, offered, {
    ...wsOptions,
    maxPayload: messageLimitBytes,
    createConnection: () => socket,
    finishRequest: (request) => {
      const key = String(request.getHeader('Sec-WebSocket-Key'));
      // Not before the parser listens.
      request.once('socket', () => {
        socket.write(handshakeRequest({ address, key, subprotocols: offered, headers }));
      });
    },
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

/** The address with its path as it is sent. */
function sentUrlOf(address: NetworkAddress): string {
  return formatAddress({ ...address, path: requestTargetOf(address.path ?? '/') });
}
