import { join } from 'node:path';
import { connectionSchema } from '../../../shared/model/connection.ts';
import { connectionIdSchema, messageIdSchema } from '../../../shared/model/ids.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { orderKeys } from '../../../shared/model/siblingOrder.ts';
import type {
  ImportedConnection,
  ImportedFolder,
  ImportedVariable,
} from '../../../shared/import/importedTree.ts';
import { makeFolder, syncFolder, writeNewFile } from '../files/files.ts';
import { jsonFileName, messageFileName } from '../files/fileName.ts';
import { connectionFile } from './connectionFile.ts';
import { folderFile, folderFileName, noFolderFacts } from './folderFile.ts';
import { formatJsonFile } from './jsonFile.ts';
import { messageFile } from './messageFile.ts';
import { messageOf } from './savedMessages.ts';

interface WritingParts {
  readonly makeId: () => string;
  /** Keeps the secrets among variables. */
  readonly variablesOf: (variables: readonly ImportedVariable[]) => Promise<Variable[]>;
}

/** Writes what was imported into an empty folder, each item in its order. Rejects with an error of the system. */
export async function writeImported(
  folder: ImportedFolder,
  to: string,
  parts: WritingParts,
  order?: string,
): Promise<void> {
  const { folders, connections } = folder;
  await makeFolder(to);
  const variables = await parts.variablesOf(folder.variables);
  const facts = {
    ...noFolderFacts,
    ...(order !== undefined && { order }),
    ...(variables.length > 0 && { variables }),
  };
  await writeNewFile(join(to, folderFileName), formatJsonFile(folderFile, facts));
  const writer = new FolderWriter(to, parts.makeId);
  const places = orderKeys(connections.length);
  for (const [index, connection] of connections.entries()) await writer.write(connection, places[index]);
  const folderPlaces = orderKeys(folders.length);
  for (const [index, inner] of folders.entries())
    await writeImported(inner, join(to, inner.name), parts, folderPlaces[index]);
  await syncFolder(to);
}

class FolderWriter {
  private readonly folder: string;
  private readonly makeId: () => string;
  private readonly names = new Set<string>([folderFileName]);

  constructor(folder: string, makeId: () => string) {
    this.folder = folder;
    this.makeId = makeId;
  }

  async write({ name, endpoint, messages }: ImportedConnection, order: string | undefined): Promise<void> {
    const own = this.freshFile((id) => jsonFileName(name, id));
    const id = connectionIdSchema.parse(own.id);
    const connection = connectionSchema.parse({ version: 1, id, name, order, endpoint });
    await writeNewFile(join(this.folder, own.name), formatJsonFile(connectionFile, connection));
    const places = orderKeys(messages.length);
    for (const [index, content] of messages.entries()) {
      const file = this.freshFile((fresh) => messageFileName(content.name, fresh));
      const message = messageOf({
        ...content,
        version: 1,
        id: messageIdSchema.parse(file.id),
        order: places[index],
        connection: id,
      });
      await writeNewFile(join(this.folder, file.name), formatJsonFile(messageFile, message));
    }
  }

  /** Names have a few random characters: among thousands of items of one name, two may have the same. */
  private freshFile(nameFor: (id: string) => string): { readonly id: string; readonly name: string } {
    for (;;) {
      const id = this.makeId();
      const name = nameFor(id);
      if (this.names.has(name)) continue;
      this.names.add(name);
      return { id, name };
    }
  }
}
