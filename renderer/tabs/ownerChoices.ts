import { parentFolder, type FolderPath } from '../../shared/model/connectionFolder.ts';
import type { ConnectionId } from '../../shared/model/ids.ts';
import type { MessageOwner } from '../../shared/model/savedMessage.ts';
import { labelOfGroup } from '../state/window/moveWords.ts';

/** Something that a named message can belong to, as a person chooses it. */
interface OwnerChoice {
  readonly value: string;
  readonly label: string;
  readonly owner: MessageOwner;
}

/** The connection, its folder, and those above. */
export function ownersOf(connection: ConnectionId, folder: FolderPath): readonly OwnerChoice[] {
  const own = { folder, connection };
  const owners: OwnerChoice[] = [
    { value: keyOfOwner(own), label: labelOfGroup({ folder: null }), owner: own },
  ];
  for (let path = folder; ; path = parentFolder(path)) {
    owners.push({
      value: keyOfOwner({ folder: path }),
      label: labelOfGroup({ folder: path }),
      owner: { folder: path },
    });
    if (path === '') return owners;
  }
}

/** The value of the choice that this owner is. */
export function keyOfOwner({ folder, connection }: MessageOwner): string {
  return connection === undefined ? `folder ${folder}` : 'connection';
}
