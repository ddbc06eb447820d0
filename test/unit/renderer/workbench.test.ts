import { describe, expect, it } from 'vitest';
import { createWorkbenchState } from '../../../renderer/state/window/workbench.ts';
import { WirebenchError } from '../../../shared/base/errors.ts';
import { messageIdSchema, recordingIdSchema } from '../../../shared/model/ids.ts';
import { savedMessageSchema } from '../../../shared/model/savedMessage.ts';
import { createFakeStorage, fakeConnection, fakeRecording } from '../../support/fakeEngine.ts';
import { TestWindow } from '../../support/testWindow.ts';
import { until } from '../../support/until.ts';

const { id } = fakeConnection('c1');

describe('the messages of a connection', () => {
  it('are grouped again only when messages or connections have changed', async () => {
    using window = await TestWindow.open();
    const { engine, state } = window;
    const message = savedMessageSchema.parse({
      version: 1,
      id: 'm1',
      name: 'ping',
      body: 'PING',
      folder: '',
      connection: id,
      revision: 'r1',
    });
    engine.messages.set([message]);
    await until(() => state.messages.get(message.id) !== undefined);
    const names = () =>
      state.messageGroups.of(id).flatMap(({ messages }) => messages.map(({ name }) => name));
    expect(names()).toEqual(['ping']);
    expect(state.messageGroups.of(id)).toBe(state.messageGroups.of(id));
    engine.messages.set([message, { ...message, id: messageIdSchema.parse('m2'), name: 'quit' }]);
    await until(() => names().length === 2);
    expect(names()).toEqual(['ping', 'quit']);
    engine.connections.update((all) => all.filter((each) => each.id !== id));
    await until(() => state.connections.get(id) === undefined);
    expect(names()).toEqual([]);
  });
});

describe('a recording', () => {
  const recording = recordingIdSchema.parse('r1');

  it('that was opened from a file is shown, and its progress meanwhile', async () => {
    using window = await TestWindow.open();
    const { engine, state, actions, files, openTabs } = window;
    const shares: number[] = [];
    state.transfer.subscribe((transfer) => transfer && shares.push(transfer.share));
    files.openRecordingFile = (progress) => {
      progress(0.5);
      engine.recordings.set([fakeRecording('r1')]);
      return Promise.resolve(recording);
    };
    actions.openRecordingFile();
    await until(() => openTabs().join() === 'recording:r1');
    expect(shares).toEqual([0.5]);
    await until(() => state.transfer.getState() === null);
  });

  it('whose file could not be read leaves nothing behind but the sentence', async () => {
    using window = await TestWindow.open();
    const { state, actions, files, openTabs, said } = window;
    files.openRecordingFile = () =>
      Promise.reject(new WirebenchError('BAD_REQUEST', 'This is not a session file.'));
    actions.openRecordingFile();
    await until(() => said().join() === 'This is not a session file.');
    expect(state.transfer.getState()).toBeNull();
    expect(openTabs()).toEqual([]);
  });
});

describe('the window', () => {
  it('has its tabs again after a reload', async () => {
    using window = await TestWindow.open();
    const { engine, actions, files, storage } = window;
    actions.showConnection(id);
    const again = createWorkbenchState(engine.client, files, storage, createFakeStorage());
    expect(again.tabs.store.getState()).toMatchObject({
      tabs: [{ kind: 'connection', id }],
      active: 'connection:c1',
    });
    again.dispose();
  });

  it('keeps tabs and edits while something cannot be read, and closes them once it is known to be gone', async () => {
    using window = await TestWindow.open(0);
    const { engine, actions, files, storage, state, openTabs } = window;
    actions.showConnection(id);
    engine.hasUnread.set(true);
    engine.connections.set([]);
    const again = createWorkbenchState(engine.client, files, storage, createFakeStorage(), 0);
    await until(() => again.connections.store.getState().isLoaded);
    await until(() => state.connections.store.getState().hasUnread);
    expect(again.tabs.store.getState().tabs).toEqual([{ kind: 'connection', id }]);
    expect(openTabs()).toEqual(['connection:c1']);
    engine.hasUnread.set(false);
    engine.connections.set([]);
    await until(() => openTabs().length === 0 && again.tabs.store.getState().tabs.length === 0);
    again.dispose();
  });

  it('says when the way to the engine is lost, and when it is there again', async () => {
    using window = await TestWindow.open();
    const { engine, state } = window;
    engine.loseWay();
    await until(() => state.status.getState().state === 'lost');
    expect(state.status.getState().reason).toBe('The test closed it.');
    engine.findWay();
    await until(() => state.status.getState().state === 'open');
  });
});
