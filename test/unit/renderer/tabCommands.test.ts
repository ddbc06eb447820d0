import { describe, expect, it, vi } from 'vitest';
import { commandByKeys } from '../../../renderer/commands/commands.ts';
import type { Command } from '../../../renderer/commands/command.ts';
import { keyOfTab } from '../../../renderer/state/window/tabs.ts';
import { connectionIdSchema, recordingIdSchema } from '../../../shared/model/ids.ts';
import { savedMessageSchema } from '../../../shared/model/savedMessage.ts';
import { fakeConnection } from '../../support/fakeEngine.ts';
import { someDraft, TestWindow } from '../../support/testWindow.ts';
import { until } from '../../support/until.ts';
import { windowParts } from '../../support/windowParts.ts';

const id = connectionIdSchema.parse('c1');
/** No command of this test looks at the page. */
const page = {} as never;

function pressed(window: TestWindow, keys: string): Command | undefined {
  return commandByKeys(windowParts(window), page, (each) => each === keys);
}

const inFront = ({ state }: TestWindow): string | null => state.tabs.store.getState().active;

async function withTabs(window: TestWindow, names: string): Promise<void> {
  window.engine.connections.set(names.split('').map((name) => fakeConnection(name)));
  await until(() => window.state.connections.store.getState().connections.length === names.length);
  for (const name of names) window.actions.showConnection(connectionIdSchema.parse(name));
}

describe('the keys of tabs', () => {
  it('are those of the browser only where there is none', async () => {
    using window = await TestWindow.open();
    await withTabs(window, 'abc');
    for (const keys of ['Mod+W', 'Mod+1', 'Ctrl+Tab']) expect(pressed(window, keys)).toBeUndefined();
    const app = window.state.app.getState();
    window.state.app.setState(app && { ...app, host: 'desktop' }, true);
    pressed(window, 'Mod+1')?.run();
    expect(inFront(window)).toBe('connection:a');
    pressed(window, 'Mod+9')?.run();
    expect(inFront(window)).toBe('connection:c');
    pressed(window, 'Ctrl+Tab')?.run();
    expect(inFront(window)).toBe('connection:a');
    pressed(window, 'Mod+W')?.run();
    expect(window.openTabs()).toEqual(['connection:b', 'connection:c']);
  });

  it('rename the tab in its place, and move it', async () => {
    using window = await TestWindow.open();
    await withTabs(window, 'abc');
    pressed(window, 'F2')?.run();
    expect(window.state.tabs.renaming.getState()).toBe('connection:c');
    pressed(window, 'Alt+Shift+PageUp')?.run();
    expect(window.openTabs()).toEqual(['connection:a', 'connection:c', 'connection:b']);
    pressed(window, 'Alt+Shift+O')?.run();
    expect(window.state.tabs.store.getState().groups.map(({ active }) => active)).toEqual([
      'connection:b',
      'connection:c',
    ]);
    expect(pressed(window, 'Alt+O')?.title).toBe('Go to the other side');
  });

  it('open nothing again that was deleted', async () => {
    using window = await TestWindow.open(0);
    await withTabs(window, 'ab');
    window.state.tabs.close('connection:a');
    expect(pressed(window, 'Alt+Shift+W')?.id).toBe('tab.reopen');
    window.engine.connections.set([fakeConnection('b')]);
    await until(() => window.state.connections.known(connectionIdSchema.parse('a')) === undefined);
    expect(pressed(window, 'Alt+Shift+W')).toBeUndefined();
  });
});

describe('Ctrl S', () => {
  it('asks for the name of a message that has none, and says so where nothing was written', async () => {
    using window = await TestWindow.open();
    window.actions.showConnection(id);
    pressed(window, 'Mod+S')?.run();
    expect(window.said()).toEqual(['Nothing to save. Connections are saved as you type.']);
    window.drafts.put(id, someDraft);
    pressed(window, 'Mod+S')?.run();
    expect(window.state.dialogs.getState()).toEqual({ kind: 'saveMessage', connection: id });
  });

  it('saves the changes of a named message', async () => {
    using window = await TestWindow.open();
    const message = savedMessageSchema.parse({
      ...{ version: 1, id: 'm1', name: 'ping', body: 'PING', folder: '', connection: id, revision: 'r1' },
    });
    window.engine.messages.set([message]);
    await until(() => window.state.messages.get(message.id) !== undefined);
    window.actions.showConnection(id);
    window.drafts.put(id, { ...someDraft, message: message.id });
    window.drafts.put(message.id, { ...someDraft, revision: 'r1' });
    const update = vi
      .spyOn(window.state.messages, 'update')
      .mockResolvedValue({ ...message, revision: 'r2' });
    pressed(window, 'Mod+S')?.run();
    await until(() => window.drafts.store.getState()[message.id] === undefined);
    expect(update.mock.calls.map(([saved, { body }]) => [saved, body])).toEqual([[message.id, 'typed']]);
    expect(window.state.dialogs.getState()).toBeNull();
  });

  it('says of a recording that it is saved, and offers a copy', async () => {
    using window = await TestWindow.open();
    const tab = { kind: 'recording', id: recordingIdSchema.parse('r1') } as const;
    window.state.tabs.open(tab);
    expect(inFront(window)).toBe(keyOfTab(tab));
    pressed(window, 'Mod+S')?.run();
    const [toast] = window.state.toasts.store.getState();
    expect([toast?.text, toast?.action?.label]).toEqual([
      'Records are saved as they are recorded.',
      'Save a copy…',
    ]);
  });
});
