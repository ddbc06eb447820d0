import { z } from 'zod';
import { folderPathSchema } from './connectionFolder.ts';
import { connectionIdSchema, messageIdSchema } from './ids.ts';
import { orderKeySchema } from './siblingOrder.ts';
import { encodingSchema, terminatorSchema } from './textOptions.ts';

/** 256 Ki characters: the composer stays quick with that, and a file of it can be read and compared. */
const longestBody = 256 * 1024;

/** 10,000: as many as a folder of files is read. */
export const mostMessages = 10_000;

/** The ending of the file of a message; it stands among the connections. */
export const messageFileEnding = '.message.json';

/** What a person writes of a message. */
export const messageContentSchema = z.strictObject({
  name: z.string().trim().min(1, 'A message needs a name.').max(200),
  /** As what a WebSocket sends it; absent for what is usual for its mode. Other connections send text and binary as data. */
  kind: z.enum(['text', 'binary', 'ping', 'pong']).optional(),
  mode: z.enum(['text', 'json', 'hex', 'base64', 'file']).default('text'),
  /** Whether `\r\n` stands for two bytes; matters in mode `text` only. */
  escapes: z.boolean().default(true),
  encoding: encodingSchema,
  terminator: terminatorSchema,
  note: z.string().max(4000).default(''),
  /** In mode `file`, the path of the file: below the workspace, with slashes, or a whole one. */
  body: z.string().max(longestBody, 'A saved message has at most 262,144 characters.'),
});
export type MessageContent = z.infer<typeof messageContentSchema>;

/** The message of a connection, or of a folder: then every connection in that folder and below has it. */
export const messageOwnerSchema = z.strictObject({
  folder: folderPathSchema,
  /** Absent for a message of the folder. */
  connection: connectionIdSchema.optional(),
});
export type MessageOwner = z.infer<typeof messageOwnerSchema>;

/** The content of a message's file. A body of several lines is written as a list of them, so that a changed line is one changed line. */
export const messageSchema = z.strictObject({
  version: z.literal(1),
  id: messageIdSchema,
  ...messageContentSchema.shape,
  order: orderKeySchema.optional(),
  connection: connectionIdSchema.optional(),
});
export type Message = z.infer<typeof messageSchema>;

/** A named message and where it is: `revision` differs when another content stands in its file. */
export const savedMessageSchema = messageSchema.extend({
  folder: folderPathSchema,
  revision: z.string().max(64),
});
export type SavedMessage = z.infer<typeof savedMessageSchema>;
