import { type Connection, type Endpoint } from '../../../shared/model/connection.ts';
import { isServer } from '../../../shared/model/endpointKinds.ts';
import { readAddress, shortAddress } from './endpoints.ts';

/** The name of a connection until the person names it or types its address. */
export const unnamed = 'New connection';

const unnamedPattern = /^New connection(?: \d+)?$/;

/** The name derived from the address: `127.0.0.1:6379`, `127.0.0.1:8080/chat server`; null where the address cannot be read. */
function nameFromAddress(endpoint: Endpoint): string | null {
  if (!readAddress(endpoint).ok) return null;
  const name = `${shortAddress(endpoint)}${isServer(endpoint.kind) ? ' server' : ''}`;
  return name.length > 0 && name.length <= 200 ? name : null;
}

/** A derived name follows the address; a name that the person chose stays. */
export function nameAfter({ name, endpoint }: Connection, changed: Endpoint): string {
  const wasChosen = !unnamedPattern.test(name) && name !== nameFromAddress(endpoint);
  return wasChosen ? name : (nameFromAddress(changed) ?? name);
}
