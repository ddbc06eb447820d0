import type { SavedConnection } from '../../../shared/model/connection.ts';
import { factsOf } from '../../../shared/model/endpointKinds.ts';
import { searchText } from '../base/search.ts';

/** What of a connection is searched: its name, folder, address and kind. */
function textOf({ name, folder, endpoint }: SavedConnection): string {
  return searchText(name, folder, endpoint.address, factsOf(endpoint.kind).name);
}

/**
 * Gives the text of a connection that is searched. It is made once for each connection, not once for each letter that is typed; a connection
 * that has changed is another one.
 */
export function searchTexts(
  make: (connection: SavedConnection) => string = textOf,
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
