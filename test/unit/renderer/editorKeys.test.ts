import { expect, it } from 'vitest';
import { EditorKeys } from '../../../renderer/tabs/editorKeys.ts';
import { messageIdSchema } from '../../../shared/model/ids.ts';

const [ping, pong] = [messageIdSchema.parse('ping'), messageIdSchema.parse('pong')];

it('leaves a message in its editor as it gets a name, and begins another one for what had none', () => {
  const editors = new EditorKeys();
  const written = editors.keyOf(null);
  editors.pass(null, ping);
  expect(editors.keyOf(ping)).toBe(written);
  const next = editors.keyOf(null);
  expect(next).not.toBe(written);
  // As another message: the first one is as it is in its file.
  editors.pass(ping, pong);
  expect(editors.keyOf(pong)).toBe(written);
  expect([written, next]).not.toContain(editors.keyOf(ping));
});
