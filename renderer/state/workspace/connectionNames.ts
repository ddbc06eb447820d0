import { numberedName } from '../../../shared/base/freeName.ts';
import { type Connection, type Endpoint } from '../../../shared/model/connection.ts';
import { isServer } from '../../../shared/model/endpointKinds.ts';
import { readAddress, shortAddress } from './endpoints.ts';

/** The name of a connection until the person names it or types its address. */
export const unnamed = 'New connection';

/** The name derived from the address: `127.0.0.1:6379`, `127.0.0.1:8080/chat server`; null where the address cannot be read. */
function nameFromAddress(endpoint: Endpoint): string | null {
  if (!readAddress(endpoint).ok) return null;
  const name = `${shortAddress(endpoint)}${isServer(endpoint.kind) ? ' server' : ''}`;
  return name.length > 0 && name.length <= 200 ? name : null;
}

/** A derived name follows the address, with a number where another connection has that name; a name that the person chose stays. */
export function nameAfter(
  { name, endpoint }: Connection,
  changed: Endpoint,
  others: readonly string[],
): string {
  const derived = nameFromAddress(changed);
  if (derived === null || !isDerived(name, endpoint)) return name;
  const hasAlready = isNumbered(name, derived) && !others.includes(name);
  return hasAlready ? name : numberedName(derived, others);
}

function isDerived(name: string, endpoint: Endpoint): boolean {
  return isNumbered(name, unnamed) || isNumbered(name, nameFromAddress(endpoint) ?? unnamed);
}

/** True for the name, and for the name with a number behind it. */
function isNumbered(name: string, base: string): boolean {
  return name.startsWith(base) && /^(?: \d+)?$/.test(name.slice(base.length));
}
