import type { Endpoint } from './connection.ts';
import { isServer } from './endpointKinds.ts';

/** True for what waits at an address instead of connecting or sending to one: a server, and a socket that only receives. */
export function doesListen(endpoint: Endpoint): boolean {
  return isServer(endpoint.kind) || !sendsFirst(endpoint);
}

/** The text of the address that an endpoint is known by: where it connects, sends or listens, else where it receives. */
export function placeOf(endpoint: Endpoint): string {
  return 'bind' in endpoint && !sendsFirst(endpoint) ? endpoint.bind : endpoint.address;
}

function sendsFirst(endpoint: Endpoint): boolean {
  return !('bind' in endpoint) || endpoint.address.trim() !== '';
}
