import type { ClientRequest, RequestOptions } from 'node:http';
import type { Socket } from 'node:net';
import type { ClientOptions } from 'ws';
import { onAbort } from '../../../../shared/base/onAbort.ts';
import { messageOf } from '../../../../shared/base/errors.ts';
import { formatAddress, type NetworkAddress } from '../../../../shared/model/address.ts';
import type { EndpointOf, Header } from '../../../../shared/model/connection.ts';
import type { HttpHandshake } from '../../../../shared/model/facts.ts';
import type { TlsClientOptions } from '../../../../shared/model/tlsOptions.ts';
import { describeEncoding, requestTargetOf } from '../../../../shared/model/requestTarget.ts';
import type { ClientWay } from '../connecting.ts';
import { AnswerTap } from '../http/answerTap.ts';
import { handshakeRequest } from '../http/handshakeRequest.ts';
import { linesOfHead } from '../http/headLines.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import { visible } from '../../../../shared/bytes/visibleText.ts';
import { PatientWebSocket } from './patientWebSocket.ts';
import type { WsLink } from './wsLink.ts';
import { wsOptions } from './limits.ts';
import { HandshakeVerdict } from './verdict.ts';

/** Headers that make the request a handshake (RFC 6455, section 4.1). */
const handshakeHeaders = new Set([
  'connection',
  'upgrade',
  'sec-websocket-key',
  'sec-websocket-version',
  'sec-websocket-extensions',
  'sec-websocket-protocol',
]);

/** Why these headers cannot be sent: a sentence, where one of them is written by the handshake itself. */
export function headersProblem(headers: readonly Header[]): string | null {
  const owned = headers.find(({ name }) => handshakeHeaders.has(name.toLowerCase()));
  if (!owned) return null;
  return `The handshake writes the header ${owned.name} itself. Remove it from the headers; subprotocols have a field of their own.`;
}

/** The TLS options below a handshake. Without a name, a server that also speaks HTTP/2 could choose that, which has no such handshake. */
export function tlsBelow(tls: TlsClientOptions): TlsClientOptions {
  return tls.alpn.length === 0 ? { ...tls, alpn: ['http/1.1'] } : tls;
}

/**
 * Does the HTTP handshake (RFC 6455, section 4.1) on a socket that is ready for it. `opened` makes the link in the turn in which the
 * WebSocket opens, so that no message is missed. Rejects with a `LinkProblem` or with the signal's reason; the socket is then destroyed.
 */
export async function shakeHands(
  definition: EndpointOf<'ws-client'>,
  address: NetworkAddress,
  socket: Socket,
  way: ClientWay,
  opened: (webSocket: PatientWebSocket) => WsLink,
): Promise<WsLink> {
  const step = way.route.begin('upgrade', sentUrlOf(address));
  let begun: BegunHandshake | undefined;
  try {
    // The listener that received the step may have cancelled.
    way.signal.throwIfAborted();
    const current = beginHandshake(definition, address, socket);
    begun = current;
    const { webSocket } = current;
    const tell = (): void => {
      const { protocol } = webSocket;
      const notes = [
        describeEncoding(address.path ?? '/'),
        protocol === '' ? null : `Subprotocol ${visible(protocol)}.`,
      ].filter((note) => note !== null);
      step.done(notes.length === 0 ? null : notes.join(' '));
      way.route.set({ subprotocol: protocol === '' ? null : protocol, handshake: saidIn(current) });
    };
    const verdict = new HandshakeVerdict(current, address, definition.subprotocols);
    return await answered(webSocket, verdict, way.signal, tell, () => opened(webSocket));
  } catch (error) {
    socket.destroy();
    if (begun) way.route.set({ handshake: saidIn(begun) });
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

/** A handshake under way, with the parts of the answer that its parser does not report. */
interface BegunHandshake {
  readonly webSocket: PatientWebSocket;
  readonly request: ClientRequest;
  readonly tap: AnswerTap;
  /** The request as it was written. */
  readonly sent: Uint8Array;
}

function saidIn({ sent, tap }: BegunHandshake): HttpHandshake {
  return { request: linesOfHead(sent), answer: linesOfHead(tap.bytes) };
}

/** `ws` requires a URL and does not use it here: the socket is ours, and so is the request. */
const unusedUrl = 'ws://localhost/';

/** `ws` throws for a subprotocol that it does not accept. Its request is never ended: we write ours, and Node's parser reads the answer. */
function beginHandshake(
  { subprotocols, headers, messageLimitBytes }: EndpointOf<'ws-client'>,
  address: NetworkAddress,
  socket: Socket,
): BegunHandshake {
  let begun: Omit<BegunHandshake, 'webSocket'> | undefined;
  const options: ClientOptions & RequestOptions = {
    ...wsOptions,
    maxPayload: messageLimitBytes,
    // A folded header must be read (RFC 9112, section 5.2): only a lenient parser does, and `faultOfHead` finds what that one overlooks.
    insecureHTTPParser: true,
    createConnection: () => socket,
    finishRequest: (request) => {
      const key = String(request.getHeader('Sec-WebSocket-Key'));
      const sent = handshakeRequest({ address, key, subprotocols, headers });
      begun = { request, tap: new AnswerTap(request), sent };
      // Not before the parser listens.
      request.once('socket', () => {
        socket.write(sent);
      });
    },
  };
  const webSocket = new PatientWebSocket(unusedUrl, [...new Set(subprotocols)], options);
  if (begun === undefined) throw new Error('The handshake was not begun.');
  return { webSocket, ...begun };
}

/** Whatever the result of the handshake, `verdict` has the sentence; a useless socket is destroyed. */
function answered(
  webSocket: PatientWebSocket,
  verdict: HandshakeVerdict,
  signal: AbortSignal,
  tell: () => void,
  opened: () => WsLink,
): Promise<WsLink> {
  return new Promise((resolve, reject) => {
    const listening = onAbort(signal, () => webSocket.terminate());
    const refused = (problem: LinkProblem): void => {
      reject(problem);
      webSocket.terminate();
    };
    const failed = (cause: Error): void => {
      const problem = verdict.onError(cause);
      if (problem !== null) reject(problem);
    };
    const closed = (): void => {
      listening.dispose();
      const problem = verdict.onError(new Error('socket hang up'));
      if (problem !== null) reject(problem);
    };
    webSocket.on('error', failed).on('close', closed);
    // Before `ws` judges the answer, in few words.
    webSocket.once('upgrade', (response) => {
      const problem = verdict.onUpgrade(response);
      if (problem !== null) refused(problem);
    });
    // A listener for such an answer must end it: `ws` leaves the socket to us.
    webSocket.on(
      'unexpected-response',
      (_request, response) => void verdict.onAnswer(response).then(refused),
    );
    webSocket.on('open', () => {
      tell();
      // The WebSocket is then terminated, and `closed` follows.
      if (signal.aborted) return;
      listening.dispose();
      webSocket.off('error', failed).off('close', closed);
      resolve(opened());
    });
  });
}

/** The address with its path as it is sent. */
function sentUrlOf(address: NetworkAddress): string {
  return formatAddress({ ...address, path: requestTargetOf(address.path ?? '/') });
}
