import type { Endpoint } from './connection.ts';
import { isServer } from './endpointKinds.ts';

/** True for an endpoint that waits at an address instead of connecting or sending to one: a server, or a socket that only receives. */
export function doesListen(endpoint: Endpoint): boolean {
  return isServer(endpoint.kind) || !sendsFirst(endpoint);
}

/** The text of the address that identifies an endpoint: where it connects, sends or listens, otherwise where it receives. */
export function placeOf(endpoint: Endpoint): string {
  return 'bind' in endpoint && !sendsFirst(endpoint) ? endpoint.bind : endpoint.address;
}

/** Kind and address as one text, to find endpoints that are alike. */
export function targetOf(endpoint: Endpoint): string {
  return `${endpoint.kind} ${placeOf(endpoint)}`;
}

function sendsFirst(endpoint: Endpoint): boolean {
  return !('bind' in endpoint) || endpoint.address.trim() !== '';
}
