import type { Endpoint } from '../../../shared/model/connection.ts';
import { formatOfMode } from '../../../shared/model/messageText.ts';
import { isOptions } from '../../../shared/model/optionAt.ts';
import type { MessageContent } from '../../../shared/model/savedMessage.ts';
import { secretRefSchema } from '../../../shared/model/secret.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { bytesOfText, type MessageFormat, type WrittenText } from '../../../shared/model/writtenMessage.ts';
import { parseTemplate } from '../../../shared/template/parseTemplate.ts';
import type { WrittenContent } from './knownSecrets.ts';

/** Everything that a person has written of a message: as it stands in its file, and the bytes that its body stands for. */
export function contentOfMessage(content: MessageContent): WrittenContent {
  const { name, note, body, terminator, mode } = content;
  const texts = [name, note, body, terminator].map((text) => Buffer.from(text));
  return { texts: mode === 'file' ? texts : [...texts, ...bytesOfBody(content)] };
}

/** The values of variables that are not secret, with other texts that stand in the same file. */
export function contentOfVariables(
  variables: readonly Variable[],
  ...texts: readonly string[]
): WrittenContent {
  const written = [...texts, ...variables.flatMap(({ name, value }) => [name, value])];
  return { texts: written.map((text) => Buffer.from(text)), variables };
}

/** The options in which a person has written a text, by their paths, with all that may be the value of a secret. */
export function contentOfEndpoint(endpoint: Endpoint): ReadonlyMap<string, WrittenContent['texts']> {
  const contents = new Map<string, WrittenContent['texts']>();
  const add = (field: string, value: unknown): void => {
    if (typeof value === 'string') contents.set(field, [Buffer.from(value)]);
    else if (Array.isArray(value))
      for (const [index, each] of value.entries()) contents.set(`${field}.${index}`, textsIn(each));
    else if (isOptions(value) && !secretRefSchema.safeParse(value).success)
      for (const [name, each] of Object.entries(value)) add(`${field}.${name}`, each);
  };
  for (const [name, value] of Object.entries(endpoint)) add(name, value);
  if ('onOpen' in endpoint)
    for (const [index, message] of endpoint.onOpen.entries())
      contents.set(`onOpen.${index}`, [...textsIn(message), ...bytesOfTemplate(message)]);
  return contents;
}

function textsIn(value: unknown): readonly Uint8Array[] {
  if (typeof value === 'string') return [Buffer.from(value)];
  return isOptions(value) ? Object.values(value).flatMap(textsIn) : [];
}

/** The bytes of what is written between variables. What cannot be read is no bytes of anything. */
function bytesOfBody({ mode, escapes, encoding, body }: MessageContent): readonly Uint8Array[] {
  const format: MessageFormat = mode === 'text' && !escapes ? 'plain' : formatOfMode(mode);
  return bytesOfTemplate({ format, encoding, text: body });
}

function bytesOfTemplate({
  format,
  encoding,
  text,
}: Pick<WrittenText, 'format' | 'encoding' | 'text'>): readonly Uint8Array[] {
  const segments = parseTemplate(text);
  const stretches = segments.ok ? segments.value : [{ kind: 'text', text } as const];
  return stretches.flatMap((stretch) => {
    if (stretch.kind !== 'text') return [];
    const read = bytesOfText({ format, encoding, terminator: '', text: stretch.text });
    return read.ok ? [read.value] : [];
  });
}
