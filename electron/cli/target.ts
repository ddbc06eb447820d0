import { join } from 'node:path';
import { visibleLine } from '../../shared/bytes/visibleText.ts';
import type { Role } from '../../shared/command/wirebenchOptions.ts';
import type { ConnectionFolder, Endpoint, SavedConnection } from '../../shared/model/connection.ts';
import { joinFolders } from '../../shared/model/connectionFolder.ts';
import { isConnectionless, isServer } from '../../shared/model/endpointKinds.ts';
import { secretsIn } from '../../shared/model/secret.ts';
import { foldersAround } from '../../shared/model/variableScope.ts';
import { nearestName } from '../../shared/template/scope.ts';
import { makeId } from '../engine/base/makeId.ts';
import { Secrets } from '../engine/secrets/secrets.ts';
import type { ConnectionList } from '../engine/workspace/connectionFiles.ts';
import { UsageError } from './command.ts';
import { readAddress } from './endpoints.ts';
import { howToChoose, namedSo } from './namedSo.ts';
import { existingWorkspace, refuseUnread, savedConnections } from './savedWorkspace.ts';

/** What `connect` and `listen` open: an address as it was typed, or that of a saved connection, with its options. */
export interface Target {
  readonly url: string;
  /** Null for an address. */
  readonly saved: Endpoint | null;
  /** Where variables are looked up: the workspace of a saved connection, even where that was not named. */
  readonly workspace: string | undefined;
  readonly secrets: ReadonlyMap<string, Uint8Array>;
  /** Those that a saved connection is in, the innermost first: they have variables, too. */
  readonly folders: readonly ConnectionFolder[];
  /** Null for an address. */
  readonly connection: SavedConnection | null;
}

/**
 * What has `://` or `{{`, or begins with `unix:`, is an address; anything else is the path of a saved connection. Throws a `UsageError` when
 * there is none, or several.
 */
export async function targetOf(text: string, workspace: string | undefined, role: Role): Promise<Target> {
  if (/:\/\/|\{\{|^\s*unix:/i.test(text) || text.trim() === '') {
    return { url: text, saved: null, workspace, secrets: new Map(), folders: [], connection: null };
  }
  const folder = await existingWorkspace(workspace).catch((error: unknown) => {
    if (looksLikeAddress(text)) readAddress(text);
    throw error;
  });
  const saved = await savedConnections(folder);
  const { folders, problems } = saved;
  const connection = connectionAt(text, saved, folder);
  const { endpoint, folder: place } = connection;
  const around = foldersAround(place, folders);
  const broken = problems.find(({ file }) => around.some(({ path }) => file === `${path}/folder.json`));
  // With a part of the variables missing, something else could be meant.
  if (broken) throw new UsageError(`${visibleLine(broken.file)}: ${visibleLine(broken.message)}`);
  refuseOtherSide(text, endpoint, role);
  const secrets = new Secrets({ folder: join(folder, 'secrets'), makeId });
  const known = new Map<string, Uint8Array>();
  for (const [id, ref] of secretsIn(endpoint)) {
    // One that is missing is reported where it is needed.
    const bytes = await secrets.find(ref);
    if (bytes) known.set(id, bytes);
  }
  const url = urlOf(text, endpoint, role);
  return { url, saved: endpoint, workspace: folder, secrets: known, folders: around, connection };
}

function connectionAt(
  text: string,
  { connections, unread }: ConnectionList,
  folder: string,
): SavedConnection {
  const found = namedSo(text, connections, pathOf);
  const [only] = found;
  if (only && found.length === 1) return only;
  const shown = visibleLine(text);
  if (found.length > 1)
    throw new UsageError(
      `${found.length} saved connections are called “${shown}”${howToChoose(found.map(pathOf))}`,
    );
  // A forgotten protocol is the likelier mistake.
  if (looksLikeAddress(text)) readAddress(text);
  refuseUnread(`The saved connection “${shown}”`, { unread });
  const near = nearPaths(text, connections.map(pathOf));
  const hint =
    near.length > 0
      ? `Did you mean ${near.map(visibleLine).join(' or ')}?`
      : 'wirebench list prints them all.';
  throw new UsageError(`There is no saved connection “${shown}” in ${visibleLine(folder)}. ${hint}`);
}

function pathOf({ folder, name }: SavedConnection): string {
  return joinFolders(folder, name);
}

/** Those with the same last part, in whatever folder; otherwise the most similar one. At most three. */
function nearPaths(text: string, paths: readonly string[]): readonly string[] {
  const last = text.slice(text.lastIndexOf('/') + 1).toLowerCase();
  const namesakes = paths.filter((path) => path.slice(path.lastIndexOf('/') + 1).toLowerCase() === last);
  if (namesakes.length > 0) return namesakes.slice(0, 3);
  const nearest = nearestName(text, paths);
  return nearest === null ? [] : [nearest];
}

/** `127.0.0.1:6379`, `:9000` */
function looksLikeAddress(text: string): boolean {
  return /:\d+$/.test(text);
}

function refuseOtherSide(text: string, { kind }: Endpoint, role: Role): void {
  if (role === 'connect' ? isServer(kind) : !isServer(kind) && !isConnectionless(kind)) {
    const [is, other] = role === 'connect' ? ['listens', 'listen'] : ['connects', 'connect'];
    throw new UsageError(`“${visibleLine(text)}” ${is}. Open it with wirebench ${other}.`);
  }
}

function urlOf(text: string, endpoint: Endpoint, role: Role): string {
  const url = role === 'listen' && 'bind' in endpoint ? `udp://${endpoint.bind}` : endpoint.address;
  if (url !== '' && url !== 'udp://') return url;
  throw new UsageError(`“${visibleLine(text)}” has no address for wirebench ${role}.`);
}
