import type { Opener } from '../link.ts';
import { neverOpened } from '../neverOpened.ts';
import { placesOf } from './places.ts';
import { UdpEndpoint } from './udpEndpoint.ts';

/**
 * A UDP socket (RFC 768). Unconnected, it receives from anyone, and each source is a peer of its own. Connected to its address, it has one
 * peer: the system then reports when nothing listens there, and keeps others out.
 */
export const openUdp: Opener<'udp'> = (definition, sink, context) => {
  const places = placesOf(definition);
  if (!places.ok) {
    const { message, field } = places.problem;
    return neverOpened(message, sink, context, { field: field ?? 'address' });
  }
  const endpoint = new UdpEndpoint(places.value, definition.socket, sink, context);
  void endpoint.open();
  return endpoint;
};
