import { fail, ok, type Result } from '../../../../shared/base/result.ts';
import { comparablePath } from '../../../../shared/model/requestTarget.ts';
import { visible } from '../../../../shared/bytes/visibleText.ts';
import { extensionProblem, HandshakeHeaders, offeredSubprotocols } from './handshakeHeaders.ts';
import type { Refusal } from './refusal.ts';
import { isAuthority, pathOfTarget } from './targetForms.ts';

/** The parts of a request that a handshake needs; `IncomingMessage` has them. */
interface ReadRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly httpVersion: string;
  readonly rawHeaders: readonly string[];
}

/** A handshake that can be answered 101. */
export interface Handshake {
  /** With the query, as requested. */
  readonly path: string;
  readonly subprotocols: readonly string[];
}

/**
 * Reads the handshake of a client (RFC 6455, section 4.2.1), or says how to turn it down. `servedPath` is the only path that is answered,
 * in any equivalent form (RFC 3986, section 6.2.2); `/` answers every path. `ws` would let some faults pass, and answers others with the
 * wrong status.
 */
export function readHandshake(request: ReadRequest, servedPath: string): Result<Handshake, Refusal> {
  const headers = new HandshakeHeaders(request.rawHeaders);
  const { method = '', url = '' } = request;
  const refusal =
    versionRefusal(method, request.httpVersion) ??
    hostRefusal(headers) ??
    methodRefusal(method, headers) ??
    upgradeRefusal(headers);
  if (refusal !== null) return fail(refusal);
  const target = pathOfTarget(method, url);
  if (!target.ok) return fail({ status: 400, why: target.problem });
  const path = target.value;
  if (servedPath !== '/' && comparablePath(path) !== comparablePath(servedPath)) {
    return fail({ status: 404, why: `asked for ${visible(path)}` });
  }
  const wrong = keyRefusal(headers) ?? contentRefusal(headers);
  if (wrong !== null) return fail(wrong);
  const subprotocols = offeredSubprotocols(headers);
  if (!subprotocols.ok) return fail({ status: 400, why: subprotocols.problem });
  const extensions = extensionProblem(headers);
  return extensions === null
    ? ok({ path, subprotocols: subprotocols.value })
    : fail({ status: 400, why: extensions });
}

/** RFC 9110, section 15.5.22: an answer of 426 says what to upgrade to. */
const upgradeTo = { Upgrade: 'websocket' };
const supported = { 'Sec-WebSocket-Version': '13' };

/** Methods that Node's parser accepts, and that only RTSP and Icecast have. */
const foreignMethods =
  /^(?:DESCRIBE|ANNOUNCE|SETUP|PLAY|PAUSE|TEARDOWN|GET_PARAMETER|SET_PARAMETER|REDIRECT|RECORD|FLUSH|SOURCE)$/;

function versionRefusal(method: string, httpVersion: string): Refusal | null {
  if (foreignMethods.test(method))
    return { status: 501, why: `does not speak HTTP: ${method} is not a method of HTTP,` };
  if (httpVersion === '1.1') return null;
  const why = `speaks HTTP/${visible(httpVersion)}, but a handshake needs HTTP/1.1,`;
  // HTTP/1.0 has no upgrade (RFC 9110, section 7.8); a request that is not HTTP/1 is not even read.
  return httpVersion === '1.0' ? { status: 426, headers: upgradeTo, why } : { status: 505, why };
}

/** RFC 9112, section 3.2: exactly one Host, with only a host in it, even when the target has a host of its own, which then counts. */
function hostRefusal(headers: HandshakeHeaders): Refusal | null {
  const [host, second] = headers.all('host');
  if (host === undefined) return { status: 400, why: 'sent no Host header' };
  if (second !== undefined) return { status: 400, why: 'sent more than one Host header' };
  return isAuthority(host)
    ? null
    : { status: 400, why: `sent the Host “${visible(host)}”, which is not a host,` };
}

function methodRefusal(method: string, headers: HandshakeHeaders): Refusal | null {
  if (method === 'GET' || (method === 'HEAD' && !isAttempt(headers))) return null;
  return {
    status: 405,
    headers: { Allow: 'GET' },
    why: `used ${visible(method)}, but a handshake uses GET,`,
  };
}

/** True for a request meant as a handshake, complete or not. */
function isAttempt(headers: HandshakeHeaders): boolean {
  return (
    headers.lists('upgrade', 'websocket') ||
    ['sec-websocket-key', 'sec-websocket-version'].some((name) => headers.has(name))
  );
}

function upgradeRefusal(headers: HandshakeHeaders): Refusal | null {
  if (!isAttempt(headers)) {
    const advice = 'This is a WebSocket server. Connect with a WebSocket client.';
    const [other] = headers.list('upgrade');
    const why = other === undefined ? 'asked by plain HTTP' : `asked for an upgrade to “${visible(other)}”`;
    return { status: 426, headers: { ...upgradeTo, ...supported }, why, advice };
  }
  if (!headers.lists('upgrade', 'websocket')) {
    return { status: 400, why: 'sent a handshake without “Upgrade: websocket”' };
  }
  if (!headers.lists('connection', 'upgrade')) {
    return { status: 400, why: 'sent a handshake without “Connection: Upgrade”' };
  }
  return null;
}

function keyRefusal(headers: HandshakeHeaders): Refusal | null {
  const [key, secondKey] = headers.all('sec-websocket-key');
  if (key === undefined) return { status: 400, why: 'sent a handshake without Sec-WebSocket-Key' };
  if (secondKey !== undefined) return { status: 400, why: 'sent more than one Sec-WebSocket-Key' };
  if (!/^[+/\dA-Za-z]{22}==$/.test(key)) {
    return {
      status: 400,
      why: `sent the Sec-WebSocket-Key “${visible(key)}”, which is not 16 bytes in Base64,`,
    };
  }
  const versions = headers.all('sec-websocket-version');
  if (versions.length === 1 && versions[0] === '13') return null;
  // RFC 6455, section 4.4.
  const asked =
    versions.length === 0
      ? 'sent a handshake without Sec-WebSocket-Version'
      : `asked for WebSocket version “${visible(versions.join(', '))}”`;
  return {
    status: 426,
    headers: { ...upgradeTo, ...supported },
    why: `${asked}, but only 13 exists,`,
  };
}

/** Bytes after a handshake would be taken for frames. */
function contentRefusal(headers: HandshakeHeaders): Refusal | null {
  const hasContent =
    headers.has('transfer-encoding') || headers.all('content-length').some((length) => Number(length) !== 0);
  return hasContent ? { status: 400, why: 'sent a body with its handshake' } : null;
}
