import { join, posix } from 'node:path';
import type { Connection } from '../../../shared/model/connection.ts';
import { isWithinFolder, mostConnections, type FolderPath } from '../../../shared/model/connectionFolder.ts';
import type { ConnectionId } from '../../../shared/model/ids.ts';
import { copyNewFile, makeFolder, stampOf, syncFolder, writeNewFile } from '../files/files.ts';
import { tooManyConnections } from './fileRefusals.ts';
import { isUnread } from './folderContent.ts';
import { folderFile, folderFileName } from './folderFile.ts';
import {
  connectionsIn,
  factsOf,
  foldersBelow,
  othersIn,
  refusal,
  withOrder,
  type Inside,
} from './folderRules.ts';
import { formatJsonFile } from './jsonFile.ts';
import type { MessageFiles } from './messageFiles.ts';
import { makeWholeFolder } from './wholeFolder.ts';

/** A file as it is written with its folder. */
interface WrittenFile {
  readonly name: string;
  readonly text: string;
}

/** What a folder is copied with. */
export interface CopyParts {
  /** Absolute: where the folders are. */
  readonly root: string;
  /** They stand in the same folders. */
  readonly messages: MessageFiles;
  readonly makeId: () => string;
  /** The file for a copy of a connection, and the id of the copy. */
  readonly fileOf: (connection: Connection) => WrittenFile & { readonly id: ConnectionId };
}

/** Throws a sentence where a folder could not be copied as a whole: nothing is copied by half. */
export async function refuseCopy(
  { root, messages }: CopyParts,
  inside: Inside,
  path: FolderPath,
): Promise<void> {
  if (inside.list().items.length + connectionsIn(inside, path).length > mostConnections)
    throw tooManyConnections();
  await messages.rescanWithin();
  for (const folder of foldersBelow(inside, path)) {
    const content = inside.contentOf(folder);
    const hasUnread = [content, messages.contentOf(folder)].some(
      (each) => each && [...each.files.values()].some(isUnread),
    );
    const isWrong =
      content?.problem || content?.misnamed.length || (content?.own && 'problem' in content.own);
    if (isWrong || hasUnread)
      throw refusal('WRONG_STATE', `Nothing was copied: not everything in ${folder} can be read.`);
    for (const name of othersIn(content, messages.contentOf(folder)))
      if (!(await stampOf(join(root, folder, name)))?.isRegular)
        throw refusal(
          'WRONG_STATE',
          `Nothing was copied: ${folder}/${name} is not a file. Move it elsewhere, then try again.`,
        );
  }
}

/** Copies a folder with everything in it to a path that nothing has yet, as a whole or not at all. Every connection and message gets an id of its own. */
export async function copyFolder(
  parts: CopyParts,
  inside: Inside,
  path: FolderPath,
  copy: FolderPath,
): Promise<void> {
  const { root, makeId, messages, fileOf } = parts;
  await makeWholeFolder(
    { root, path: copy, freshId: makeId(), failure: `The folder ${path} could not be copied` },
    async (hidden) => {
      const connections = [...inside.list().found.values()]
        .filter(({ folder }) => isWithinFolder(folder, path))
        .map(({ folder, item }) => ({ folder, original: item.id, file: fileOf(item) }));
      const ids = new Map(connections.map(({ original, file }) => [original, file.id]));
      const written = [...connections, ...(await messages.copiesFor(path, ids))];
      const filesOf = Map.groupBy(written, ({ folder }) => folder);
      for (const folder of foldersBelow(inside, path)) {
        const facts = factsOf(inside, folder);
        const ownFacts = folder === path ? withOrder(facts, undefined) : facts;
        const files = (filesOf.get(folder) ?? []).map(({ file }) => file);
        const own = { name: folderFileName, text: formatJsonFile(folderFile, ownFacts) };
        await copyOne(parts, inside, folder, join(hidden, posix.relative(path, folder)), [own, ...files]);
      }
    },
  );
}

/** Writes one folder of a copy; every file that is neither a connection nor a message is copied as it is. */
async function copyOne(
  { root, messages }: CopyParts,
  inside: Inside,
  folder: FolderPath,
  to: string,
  written: readonly WrittenFile[],
): Promise<void> {
  await makeFolder(to);
  for (const { name, text } of written) await writeNewFile(join(to, name), text);
  for (const name of othersIn(inside.contentOf(folder), messages.contentOf(folder)))
    await copyNewFile(join(root, folder, name), join(to, name));
  await syncFolder(to);
}
