import { formatHostAndPort, type NetworkAddress } from '../../../../shared/model/address.ts';
import type { Header } from '../../../../shared/model/connection.ts';
import { asciiHost } from '../../../../shared/model/hostName.ts';
import { requestTargetOf } from '../../../../shared/model/requestTarget.ts';

/** What a client's handshake is made of (RFC 6455, section 4.1). */
export interface HandshakeRequest {
  readonly address: NetworkAddress;
  readonly key: string;
  readonly subprotocols: readonly string[];
  readonly headers: readonly Header[];
}

/**
 * The request as it goes over the wire, written by hand: Node's own keeps headers in a table, where those that differ in case only replace
 * each other, and `ws` takes its target from `new URL`, which is not what was typed. Headers are sent in the order, the case and the number
 * in which they were typed, their values as UTF-8 (RFC 9110, section 5.5, leaves bytes beyond ASCII to both ends). A Host that was typed
 * takes the place of ours.
 */
export function handshakeRequest({ address, key, subprotocols, headers }: HandshakeRequest): Uint8Array {
  const hasHost = headers.some(({ name }) => name.toLowerCase() === 'host');
  const lines = [
    `GET ${requestTargetOf(address.path ?? '/')} HTTP/1.1`,
    ...(hasHost ? [] : [`Host: ${hostHeaderOf(address)}`]),
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${key}`,
    ...(subprotocols.length === 0 ? [] : [`Sec-WebSocket-Protocol: ${subprotocols.join(', ')}`]),
    ...headers.map(({ name, value }) => `${name}: ${value}`),
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'utf8');
}

/** RFC 6455, section 4.1: the host, and the port where it is not the scheme's own. A zone counts for this machine only (RFC 6874, section 4). */
function hostHeaderOf({ scheme, host, port }: NetworkAddress): string {
  const name = asciiHost(host.replace(/%.*$/, '')) ?? host;
  const isUsual = port === (scheme === 'wss' ? 443 : 80);
  return isUsual ? formatHostAndPort(name, port).replace(/:\d+$/, '') : formatHostAndPort(name, port);
}
