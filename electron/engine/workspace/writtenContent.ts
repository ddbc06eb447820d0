import { formatOfMode } from '../../../shared/model/messageText.ts';
import type { MessageContent } from '../../../shared/model/savedMessage.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { bytesOfText, type MessageFormat } from '../../../shared/model/writtenMessage.ts';
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

/** The bytes of what is written between variables. What cannot be read is no bytes of anything. */
function bytesOfBody({ mode, escapes, encoding, body }: MessageContent): Uint8Array[] {
  const format: MessageFormat = mode === 'text' && !escapes ? 'plain' : formatOfMode(mode);
  const segments = parseTemplate(body);
  const stretches = segments.ok ? segments.value : [{ kind: 'text', text: body } as const];
  return stretches.flatMap((stretch) => {
    if (stretch.kind !== 'text') return [];
    const read = bytesOfText({ format, encoding, terminator: '', text: stretch.text });
    return read.ok ? [read.value] : [];
  });
}
