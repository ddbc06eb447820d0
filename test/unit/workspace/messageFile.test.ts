import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatJsonFile, parseJsonFile } from '../../../electron/engine/workspace/jsonFile.ts';
import { messageFile } from '../../../electron/engine/workspace/messageFile.ts';
import { messageSchema } from '../../../shared/model/savedMessage.ts';

function fileOf(body: string): string {
  const message = { version: 1, id: 'ping', name: 'ping', body };
  return formatJsonFile(messageFile, messageSchema.parse(message));
}

function bodyIn(file: string): string {
  const read = parseJsonFile(messageFile, new TextEncoder().encode(file));
  if (!read.ok) throw new Error(read.problem.message);
  return read.value.body;
}

/** Whatever may stand in a body, line ends of every kind among it. */
const body = fc
  .array(
    fc.oneof(
      fc.constantFrom('\r', '\n', '\r\n', '\u2028', '\u2029', '\u0085', '\0', '\\r', '"', ' ', '\ud800'),
      fc.string({ unit: 'binary', maxLength: 8 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

describe('the file of a message', () => {
  it('keeps its body to the last character, whatever ends its lines', () => {
    fc.assert(
      fc.property(body, (written) => {
        expect(bodyIn(fileOf(written))).toBe(written);
      }),
    );
    for (const written of ['', '\n', '\r', '\r\n', 'a\r', 'a\n', '\ra', 'a\r\r\nb\n\n', '\0', '\u2028'])
      expect(bodyIn(fileOf(written))).toBe(written);
  });

  it('has one changed line for one that is changed in it', () => {
    // An empty line between CR and LF would make CRLF of them.
    const line = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 8 });
    const end = fc.constantFrom('\n', '\r', '\r\n');
    const lines = fc.array(fc.tuple(line, end), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(lines, fc.nat(), (written, which) => {
        const at = which % written.length;
        const join = (parts: readonly (readonly [string, string])[]): string => parts.flat().join('');
        const changed = written.map(([text, terminator], index): [string, string] =>
          index === at ? [`${text}!`, terminator] : [text, terminator],
        );
        const before = fileOf(join(written)).split('\n');
        const after = fileOf(join(changed)).split('\n');
        expect(after).toHaveLength(before.length);
        expect(after.filter((each, index) => each !== before[index])).toHaveLength(1);
      }),
    );
  });
});
