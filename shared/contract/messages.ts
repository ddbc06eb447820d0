import { z } from 'zod';
import { deletionSchema } from '../model/deletion.ts';
import { workspaceProblemSchema } from '../model/connection.ts';
import { folderPathSchema } from '../model/connectionFolder.ts';
import { largestDatagramBytes } from '../model/datagramSize.ts';
import { endpointKinds } from '../model/endpointKinds.ts';
import { connectionIdSchema, messageIdSchema, sessionIdSchema } from '../model/ids.ts';
import { messageContentSchema, messageOwnerSchema, savedMessageSchema } from '../model/savedMessage.ts';
import { messagePreviewSchema } from '../model/preview.ts';
import { call, callOnBytes, callWithBytes, subscription } from './define.ts';
import { ownConnectionSchema } from './environments.ts';
import { withSecretsSchema } from './secrets.ts';
import { nothing } from './nothing.ts';
import { writtenHead } from './sessions.ts';

/** What has changed since the item before. A long list comes in pieces. */
const messageChangesSchema = z.strictObject({
  /** True for the first item: what was known before does not count. */
  isFirst: z.boolean(),
  /** False while more of the same state follows. */
  isWhole: z.boolean(),
  /** False until all files were read once: messages that are missing may come. */
  isLoaded: z.boolean(),
  /** True while a folder or file cannot be read: what is missing may be in it. */
  hasUnread: z.boolean(),
  /** New messages, and those whose file or folder has changed. */
  messages: z.array(savedMessageSchema),
  gone: z.array(messageIdSchema),
  /** All files that could not be read; null when they are as before. */
  problems: z.array(workspaceProblemSchema).nullable(),
});
export type MessageChanges = z.infer<typeof messageChangesSchema>;

const messagePlace = z.union([z.strictObject({ before: messageIdSchema.nullable() }), z.literal('by-name')]);

const destinationSchema = z.strictObject({
  kind: z.enum(endpointKinds),
  largestDatagram: z.int().min(0).default(largestDatagramBytes[6]),
});

/** The value of a secret variable in bytes; `to` is exclusive. */
const secretPlaceSchema = z.strictObject({
  name: z.string(),
  from: z.int().min(0),
  to: z.int().min(0),
});
export type SecretPlace = z.infer<typeof secretPlaceSchema>;

/** The named messages of the workspace. */
export const messagesContract = {
  /** All of them, and the files that could not be read; `shared/model/messageGroups.ts` says which a connection has, and in which order. */
  'messages.list': subscription(nothing, messageChangesSchema),
  /** At the end of those that belong to the same connection or folder; after another one, if that is given. HAS_SECRETS as for `withSecrets`. */
  'messages.create': call(
    z.strictObject({
      content: messageContentSchema,
      owner: messageOwnerSchema,
      after: messageIdSchema.optional(),
      withSecrets: withSecretsSchema,
    }),
    savedMessageSchema,
  ),
  /** Replaces the content. NOT_FOUND when its file is gone, WRONG_STATE when another content than that of `revision` stands in it; HAS_SECRETS. */
  'messages.update': call(
    z.strictObject({
      message: messageIdSchema,
      content: messageContentSchema,
      revision: z.string().max(64),
      withSecrets: withSecretsSchema,
    }),
    savedMessageSchema,
  ),
  /** To another connection or folder, or among those beside it: before one of them, at the end (null), or where its name belongs. */
  'messages.move': call(
    z.strictObject({ message: messageIdSchema, owner: messageOwnerSchema, place: messagePlace }),
    savedMessageSchema,
  ),
  /** WRONG_STATE when another content than that of `revision` stands in its file, if that is given: a person agreed to delete what they saw. */
  'messages.remove': call(
    z.strictObject({ message: messageIdSchema, revision: z.string().max(64).optional() }),
    deletionSchema,
  ),
  /** Copies the own messages of a connection to another one, in the same order. */
  'messages.copy': call(
    z.strictObject({ from: connectionIdSchema, to: connectionIdSchema, folder: folderPathSchema }),
    nothing,
  ),
  /**
   * What would be sent for the message that the body (UTF-8) is a template of, without sending it; the answer's body is its first bytes.
   * `session` is where it would be sent, if there is one: it knows how often it was sent. Secrets are told only where a person asked to
   * see them (`isRevealed`).
   */
  'messages.preview': callOnBytes(
    z.strictObject({
      session: sessionIdSchema.nullable(),
      connection: ownConnectionSchema,
      destination: destinationSchema,
      ...writtenHead,
      isRevealed: z.boolean(),
    }),
    messagePreviewSchema,
  ),
  /**
   * Where the values of secret variables, of at least 4 characters, stand as UTF-8 in the body, in its order; they do not overlap. What is
   * composed of bytes that were sent has the variables there instead.
   */
  'messages.secrets': callWithBytes(
    z.strictObject({ connection: ownConnectionSchema, environment: writtenHead.environment }),
    z.strictObject({ places: z.array(secretPlaceSchema) }),
  ),
} as const;
