import type { Endpoint, ConnectionFolder, SavedConnection } from '../../../shared/model/connection.ts';
import { foldersAround } from '../../../shared/model/variableScope.ts';
import { isTemplate } from '../../../shared/template/parseTemplate.ts';
import { resolveText } from '../../../shared/template/resolveText.ts';
import type { Scope } from '../../../shared/template/scope.ts';
import { dryResolver } from './templateCheck.ts';

/** What the variables in the address of a connection stand for now; null where it has none, or one of them is not known here. */
export type ResolveAddress = (
  connection: Pick<SavedConnection, 'folder'>,
  endpoint: Endpoint,
) => Endpoint | null;

/** Looks at what a folder can refer to once, however many connections are in it. */
export function addressResolver(
  folders: readonly ConnectionFolder[],
  scopeWith: (folders: readonly ConnectionFolder[]) => Scope,
): ResolveAddress {
  const scopes = new Map<string, Scope>();
  const scopeOf = (folder: string): Scope => {
    const known = scopes.get(folder);
    if (known) return known;
    const scope = scopeWith(foldersAround(folder, folders));
    scopes.set(folder, scope);
    return scope;
  };
  return ({ folder }, endpoint) => {
    const texts = [endpoint.address, ...('bind' in endpoint ? [endpoint.bind] : [])];
    if (!texts.some(isTemplate)) return null;
    const scope = scopeOf(folder);
    const address = resolved(endpoint.address, scope);
    if (address === null) return null;
    if (!('bind' in endpoint)) return { ...endpoint, address };
    const bind = resolved(endpoint.bind, scope);
    return bind === null ? null : { ...endpoint, address, bind };
  };
}

/** Null where a part is a secret, too: a list shows none. */
function resolved(text: string, scope: Scope): string | null {
  const found = resolveText(dryResolver(scope), text);
  if (!found.ok || found.value.isUnknown || found.value.secrets.length > 0) return null;
  return found.value.text;
}
