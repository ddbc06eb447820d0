import type { SavedConnection } from '../../../shared/model/connection.ts';
import type { ResolveAddress } from './resolvedAddress.ts';
import { factsOf } from '../../../shared/model/endpointKinds.ts';
import { placeOf } from '../../../shared/model/endpointPlace.ts';
import { searchText } from '../base/search.ts';

/** What of a connection is searched: its name, folder, address and kind, and what its address stands for. */
export function textWith(connection: SavedConnection, resolve: ResolveAddress): string {
  const { name, folder, endpoint } = connection;
  const resolved = resolve(connection, endpoint);
  const shown = resolved === null ? [] : [placeOf(resolved)];
  return searchText(name, folder, placeOf(endpoint), ...shown, factsOf(endpoint.kind).name);
}

/**
 * Gives the text of a connection that is searched. It is made once for each connection, not once for each letter that is typed; a connection
 * that has changed is another one.
 */
export function searchTexts(
  make: (connection: SavedConnection) => string,
): (connection: SavedConnection) => string {
  const texts = new WeakMap<SavedConnection, string>();
  return (connection) => {
    const known = texts.get(connection);
    if (known !== undefined) return known;
    const text = make(connection);
    texts.set(connection, text);
    return text;
  };
}
