import { visibleLine } from '../../shared/bytes/visibleText.ts';
import { joinFolders } from '../../shared/model/connectionFolder.ts';
import type { SavedMessage } from '../../shared/model/savedMessage.ts';
import { nearestName } from '../../shared/template/scope.ts';
import { UsageError } from './command.ts';
import { namedSo } from './namedSo.ts';
import { PlacedMessages, type PlacedMessage } from './placedMessages.ts';
import { existingWorkspace, refuseUnread, savedConnectionsAndMessages } from './savedWorkspace.ts';
import type { Target } from './target.ts';

/** Where a named message was found. */
interface FoundMessage {
  readonly message: SavedMessage;
  /** The folder of the workspace. */
  readonly workspace: string;
}

/** The workspace that a command reads: that of its target, and where it sends a saved message, the usual one. */
export async function workspaceOf(
  { workspace }: Pick<Target, 'workspace'>,
  values: { readonly 'send-message'?: readonly string[] | undefined },
): Promise<string | undefined> {
  return values['send-message'] === undefined ? workspace : await existingWorkspace(workspace);
}

/** 12 names fit into a sentence that is still read. */
const mostTold = 12;

/**
 * The message that `--send-message` names: by its path, as `wirebench list` prints it, or, where a saved connection is opened, by its name among
 * those that the connection has. Throws a `UsageError` when there is none, or several.
 */
export async function savedMessageNamed(
  name: string,
  { connection, workspace }: Pick<Target, 'connection' | 'workspace'>,
): Promise<FoundMessage> {
  const folder = await existingWorkspace(workspace);
  const { connections, messages } = await savedConnectionsAndMessages(folder);
  const placed = new PlacedMessages(messages.messages, connections.connections).has(connection);
  const byName = connection === null ? [] : namedSo(name, placed, ({ message }) => message.name);
  const found = byName.length > 0 ? byName : namedSo(name, placed, ({ path }) => path);
  const [only] = found;
  if (only && found.length === 1) return { message: only.message, workspace: folder };
  const shown = visibleLine(name);
  if (found.length > 1)
    throw new UsageError(
      `--send-message: ${found.length} messages are called “${shown}”. ${howToTell(found)}`,
    );
  refuseUnread(`--send-message: The message “${shown}”`, connections, messages);
  const where = connection
    ? `“${visibleLine(joinFolders(connection.folder, connection.name))}” has no message “${shown}”.`
    : `There is no message “${shown}” in ${visibleLine(folder)}.`;
  const known = placed.map(({ path, message }) => (connection ? message.name : path));
  throw new UsageError(`--send-message: ${where} ${hintFor(name, known)}`);
}

function howToTell(found: readonly PlacedMessage[]): string {
  const paths = [...new Set(found.map(({ path }) => path))];
  return paths.length === found.length
    ? `Write ${paths.map(visibleLine).join(' or ')}.`
    : 'Rename one of them.';
}

function hintFor(name: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  if (near !== null) return `Did you mean “${visibleLine(near)}”?`;
  if (known.length === 0) return 'There are none. wirebench list prints them all.';
  return known.length > mostTold
    ? 'wirebench list prints them all.'
    : `There are ${known.map((each) => `“${visibleLine(each)}”`).join(', ')}.`;
}
