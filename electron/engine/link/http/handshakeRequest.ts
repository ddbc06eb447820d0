import type { NetworkAddress } from '../../../../shared/model/address.ts';
import type { Header } from '../../../../shared/model/connection.ts';
import { hostHeaderOf } from '../../../../shared/model/hostHeader.ts';
import { requestTargetOf } from '../../../../shared/model/requestTarget.ts';

/** The parts of a client's handshake (RFC 6455, section 4.1). */
interface HandshakeRequest {
  readonly address: NetworkAddress;
  readonly key: string;
  /** Each is offered once. */
  readonly subprotocols: readonly string[];
  readonly headers: readonly Header[];
}

/**
 * The request as it is sent, written by hand: Node's own keeps headers in a table, where headers that differ only in case replace each
 * other, and `ws` takes its target from `new URL`, which is not what was typed. Headers are sent in the order, the case and the number in
 * which they were typed, their values as UTF-8 (RFC 9110, section 5.5, leaves bytes beyond ASCII to both ends). A typed Host replaces ours,
 * which comes first (RFC 9110, section 7.2).
 */
export function handshakeRequest({ address, key, subprotocols, headers }: HandshakeRequest): Uint8Array {
  const isHost = ({ name }: Header): boolean => name.toLowerCase() === 'host';
  const hosts = headers.filter(isHost);
  const offered = [...new Set(subprotocols)];
  const lines = [
    `GET ${requestTargetOf(address.path ?? '/')} HTTP/1.1`,
    ...(hosts.length === 0 ? [`Host: ${hostHeaderOf(address)}`] : hosts.map(lineOf)),
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${key}`,
    ...(offered.length === 0 ? [] : [`Sec-WebSocket-Protocol: ${offered.join(',')}`]),
    ...headers.filter((header) => !isHost(header)).map(lineOf),
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'utf8');
}

function lineOf({ name, value }: Header): string {
  return value === '' ? `${name}:` : `${name}: ${value}`;
}
