import { describe, expect, it } from 'vitest';
import { commandByKeys, commandsOf } from '../../../renderer/commands/commands.ts';
import type { CommandParts } from '../../../renderer/commands/command.ts';
import { connectionIdSchema, type MessageId } from '../../../shared/model/ids.ts';
import { savedMessageSchema } from '../../../shared/model/savedMessage.ts';
import { someDraft, TestWindow } from '../../support/testWindow.ts';
import { until } from '../../support/until.ts';
import { windowParts } from '../../support/windowParts.ts';

const id = connectionIdSchema.parse('c1');
/** A page in which there is nothing. */
const page = { activeElement: null, querySelector: () => null, querySelectorAll: () => [] } as never;

/** The parts of a window, and how often the endpoint was asked for, of which commands of other programs are made. */
function countingParts(window: TestWindow): {
  readonly parts: CommandParts;
  readonly asked: () => number;
} {
  let asked = 0;
  const { state, actions, drafts, storage } = window;
  const edits: CommandParts['state']['edits'] = {
    ...state.edits,
    endpointOf: (connection) => {
      asked += 1;
      return state.edits.endpointOf(connection);
    },
  };
  const parts = windowParts({ state: { ...state, edits }, actions, drafts, storage });
  return { parts, asked: () => asked };
}

describe('a key that is pressed', () => {
  it('runs the command of the tab that has it, and writes no connection as a command to find it', async () => {
    using window = await TestWindow.open();
    const { parts, asked } = countingParts(window);
    window.actions.showConnection(id);
    expect(commandByKeys(parts, page, (keys) => keys === 'Alt+W')?.id).toBe('tab.close');
    expect(commandByKeys(parts, page, () => false)).toBeUndefined();
    expect(asked()).toBe(0);
    const copy = commandsOf(parts, page).find(({ id: each }) => each === 'link.copyCommand');
    expect(copy?.title).toBe('Copy as command…');
    expect(asked()).toBe(1);
  });

  it('repeats no named message that is a file', async () => {
    using window = await TestWindow.open();
    const { parts } = countingParts(window);
    const message = { version: 1, name: 'firmware', folder: '', revision: 'r1' };
    const text = savedMessageSchema.parse({ ...message, id: 'text', body: 'PING' });
    const file = savedMessageSchema.parse({ ...message, id: 'file', body: 'files/a.bin', mode: 'file' });
    window.engine.messages.set([text, file]);
    await until(() => window.state.messages.get(file.id) !== undefined);
    window.actions.showConnection(id);
    const canRepeat = (shown: MessageId): boolean => {
      window.drafts.put(id, { ...someDraft, message: shown });
      return commandsOf(parts, page).some(({ id: each }) => each === 'message.repeat');
    };
    expect([canRepeat(text.id), canRepeat(file.id)]).toEqual([true, false]);
  });

  it('finds every command that has keys', async () => {
    using window = await TestWindow.open();
    const { parts } = countingParts(window);
    window.actions.showConnection(id);
    const withKeys = commandsOf(parts, page).flatMap(({ keys }) => (keys === undefined ? [] : [keys]));
    const found = withKeys.filter((keys) => commandByKeys(parts, page, (each) => each === keys));
    expect(found).toEqual(withKeys);
    expect(found.length).toBeGreaterThan(5);
  });
});
