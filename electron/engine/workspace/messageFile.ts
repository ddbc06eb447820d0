import { z } from 'zod';
import {
  messageContentSchema,
  messageFileEnding,
  messageSchema,
  type Message,
} from '../../../shared/model/savedMessage.ts';
import type { FileEndings } from './folderContent.ts';
import { withoutDefaults } from '../../../shared/model/withoutDefaults.ts';
import type { JsonFileKind } from './jsonFile.ts';

/** Messages stand among the connections, in the same folders. */
export const messageEndings: FileEndings = { own: messageFileEnding, foreign: '.json' };
/** The same from the side of the connections. */
export const connectionEndings: FileEndings = { own: '.json', foreign: messageFileEnding };

/** A line, and one that has parts which end with a CR alone, as a list of them. */
const writtenLineSchema = z
  .union([z.string(), z.array(z.string())])
  .transform((line) => (typeof line === 'string' ? line : line.join('')));

/** A body as it stands in the file: several lines are a list. */
const writtenBodySchema = z
  .union([z.string(), z.array(writtenLineSchema)])
  .transform((body) => (typeof body === 'string' ? body : body.join('\n')))
  .pipe(messageContentSchema.shape.body);

/** A line of a body, without its LF, as it stands in the file: whatever a person takes for a line is one there. */
function writtenLine(line: string): string | string[] {
  const parts = line.split(/(?<=\r)(?!$)/);
  return parts.length > 1 ? parts : line;
}

const defaults = messageContentSchema.parse({ name: 'x', body: '' });

/** The file of a message. What is at its default is left out. */
export const messageFile: JsonFileKind<Message> = {
  schema: messageSchema.extend({ body: writtenBodySchema }),
  words: { subject: 'A message is' },
  /** 2 MiB: the longest body, every character of it escaped. */
  largest: { bytes: 2 * 1024 * 1024, text: '2 MiB' },
  written({ version, id, name, connection, order, body, ...content }) {
    const lines = body.split('\n').map(writtenLine);
    return {
      version,
      id,
      name,
      connection,
      order,
      ...withoutDefaults(content, defaults),
      body: lines.length > 1 || typeof lines[0] === 'object' ? lines : body,
    };
  },
  tooLarge: 'This message was not saved: its file would be larger than 2 MiB, and could not be read again.',
};
