import { z } from 'zod';
import { deletionSchema } from '../model/deletion.ts';
import { connectionIdSchema, messageIdSchema } from '../model/ids.ts';
import { mostMessages } from '../model/savedMessage.ts';
import {
  connectionFolderSchema,
  connectionNameSchema,
  endpointSchema,
  savedConnectionSchema,
  workspaceProblemSchema,
} from '../model/connection.ts';
import { folderPathSchema, mostConnections } from '../model/connectionFolder.ts';
import { endpointCheckSchema } from '../model/endpointCheck.ts';
import { endpointPreviewSchema } from '../model/preview.ts';
import { variablesSchema } from '../model/variable.ts';
import { chosenEnvironmentSchema, ownConnectionSchema } from './environments.ts';
import { call, subscription } from './define.ts';
import { nothing } from './nothing.ts';
import { withSecretsSchema } from './secrets.ts';

/** The changes since the previous item. A long list comes in pieces, so that no message keeps a window busy. */
const connectionChangesSchema = z.strictObject({
  /** True for the first item: what was known before does not count. */
  isFirst: z.boolean(),
  /** False while more of the same state follows. */
  isWhole: z.boolean(),
  /** False until all files were read once: connections that are missing may come. */
  isLoaded: z.boolean(),
  /** True while a folder or file cannot be read: what is missing may be in it. */
  hasUnread: z.boolean(),
  /** New connections, and those whose file or folder has changed. */
  connections: z.array(savedConnectionSchema),
  /** Connections that are no longer there. */
  gone: z.array(connectionIdSchema),
  /** All folders; null when they are as before. */
  folders: z.array(connectionFolderSchema).nullable(),
  /** All files that could not be read; null when they are as before. */
  problems: z.array(workspaceProblemSchema).nullable(),
});
export type ConnectionChanges = z.infer<typeof connectionChangesSchema>;

/** A place among the connections of a folder. */
const connectionPlace = z.union([
  z.strictObject({ before: connectionIdSchema.nullable() }),
  z.literal('by-name'),
]);
/** A place among the folders of a folder. */
const folderPlace = z.union([z.strictObject({ before: folderPathSchema.nullable() }), z.literal('by-name')]);

/** The saved connections of the workspace, and their folders. */
export const connectionsContract = {
  /** The saved connections, their folders, and the files that could not be read; `shared/model/connectionTree.ts` puts them in order. */
  'connections.list': subscription(nothing, connectionChangesSchema),
  /**
   * Into a folder; after another connection, if that has a place there and not only a name. `id` is that of one that a window has shown before it
   * had a file; WRONG_STATE where there is one with it already.
   */
  'connections.create': call(
    z.strictObject({
      id: connectionIdSchema.optional(),
      name: connectionNameSchema,
      endpoint: endpointSchema,
      folder: folderPathSchema.default(''),
      after: connectionIdSchema.optional(),
    }),
    savedConnectionSchema,
  ),
  /**
   * Replaces the name and endpoint of a saved connection. NOT_FOUND when its file is gone, WRONG_STATE when another name or endpoint than
   * those of `revision` stands in it.
   */
  'connections.update': call(
    z.strictObject({
      connection: connectionIdSchema,
      name: connectionNameSchema,
      endpoint: endpointSchema,
      revision: z.string().max(64),
    }),
    savedConnectionSchema,
  ),
  /** Within its folder or into another: before a connection of it, at its end (null), or where its name belongs. */
  'connections.move': call(
    z.strictObject({ connection: connectionIdSchema, folder: folderPathSchema, place: connectionPlace }),
    savedConnectionSchema,
  ),
  /**
   * With the messages of its own. Refused where it has another name or endpoint than those of `revision`, or other messages than these, if
   * they are given: a person agreed to delete what they saw.
   */
  'connections.remove': call(
    z.strictObject({
      connection: connectionIdSchema,
      revision: z.string().max(64).optional(),
      messages: z.array(messageIdSchema).max(mostMessages).optional(),
    }),
    deletionSchema,
  ),
  /** BAD_REQUEST, with a sentence for the field, when no folder may have this name there. */
  'connections.createFolder': call(
    z.strictObject({ parent: folderPathSchema, name: z.string().max(300) }),
    connectionFolderSchema,
  ),
  'connections.renameFolder': call(
    z.strictObject({ folder: folderPathSchema, name: z.string().max(300) }),
    connectionFolderSchema,
  ),
  'connections.moveFolder': call(
    z.strictObject({ folder: folderPathSchema, into: folderPathSchema, place: folderPlace }),
    connectionFolderSchema,
  ),
  /**
   * Replaces the variables for the connections in a folder. WRONG_STATE when its file has a mistake, or others than those of `revision` (empty
   * for none); HAS_SECRETS as for `withSecrets`.
   */
  'connections.setFolderVariables': call(
    z.strictObject({
      folder: folderPathSchema.min(1),
      variables: variablesSchema,
      revision: z.string().max(64),
      withSecrets: withSecretsSchema,
    }),
    connectionFolderSchema,
  ),
  /** Copies a folder with all in it, beside it. */
  'connections.duplicateFolder': call(z.strictObject({ folder: folderPathSchema }), connectionFolderSchema),
  /** Deletes a folder with the connections and messages in it; refused when it has others than these. */
  'connections.removeFolder': call(
    z.strictObject({
      folder: folderPathSchema,
      connections: z.array(connectionIdSchema).max(mostConnections),
      messages: z.array(messageIdSchema).max(mostMessages).default([]),
    }),
    deletionSchema,
  ),
  /**
   * Checks what would be opened, without opening it: opening messages, certificates, keys, groups, interfaces, addresses of this machine; and
   * warns of options in which the value of a secret stands.
   */
  'connections.check': call(
    z.strictObject({
      endpoint: endpointSchema,
      connection: ownConnectionSchema,
      environment: chosenEnvironmentSchema,
    }),
    endpointCheckSchema,
  ),
  /** What it would be opened with, without opening it. Secrets are told only where a person asked to see them (`isRevealed`). */
  'connections.preview': call(
    z.strictObject({
      endpoint: endpointSchema,
      connection: ownConnectionSchema,
      environment: chosenEnvironmentSchema,
      isRevealed: z.boolean(),
    }),
    endpointPreviewSchema,
  ),
} as const;
