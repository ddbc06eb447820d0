import { expect, it } from 'vitest';
import { closeInTurn } from '../../../electron/engine/base/closeInTurn.ts';

it('closes every part in order, also after one that fails, and says which', async () => {
  const closed: string[] = [];
  const warnings: string[] = [];
  const part = (name: string, fails = false): Parameters<typeof closeInTurn>[0][number] => ({
    name,
    close: async () => {
      await Promise.resolve();
      closed.push(name);
      if (fails) throw new Error('The disk is gone.');
    },
  });
  await closeInTurn([part('sessions', true), part('list'), part('files', true), part('end')], {
    warn: (message) => void warnings.push(message),
  });
  expect(closed).toEqual(['sessions', 'list', 'files', 'end']);
  expect(warnings).toEqual([
    'Closing the sessions failed: The disk is gone.',
    'Closing the files failed: The disk is gone.',
  ]);
});
