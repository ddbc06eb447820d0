import { describe, expect, it } from 'vitest';
import { newEndpoint } from '../../../renderer/state/workspace/endpoints.ts';
import { WirebenchError } from '../../../shared/base/errors.ts';
import { fakeConnection, fakeSession } from '../../support/fakeEngine.ts';
import { someDraft, TestWindow } from '../../support/testWindow.ts';
import { until } from '../../support/until.ts';

const { id } = fakeConnection('c1');

describe('a connection', () => {
  it('that is new is shown at once, under a name of its own', async () => {
    using window = await TestWindow.open();
    const { engine, state, actions, openTabs } = window;
    actions.newConnection('udp');
    await until(() => openTabs().length === 1);
    expect(engine.asked.at(-1)?.input).toMatchObject({ name: 'New connection', endpoint: { kind: 'udp' } });
    expect(state.tabs.store.getState().active).toBe('connection:made');
  });

  it('is duplicated as it is on the screen, saved or not', async () => {
    using window = await TestWindow.open();
    const { engine, state, actions, openTabs } = window;
    state.edits.edit(id, newEndpoint('tcp-client', 'tcp://typed:1'));
    actions.duplicateConnection(id);
    await until(() => openTabs().length === 1);
    expect(engine.asked.find(({ name }) => name === 'connections.create')?.input).toMatchObject({
      name: 'redis 2',
      endpoint: { address: 'tcp://typed:1' },
    });
  });

  it('that is open is deleted only after the question was answered, and then closed', async () => {
    using window = await TestWindow.open();
    const { engine, state, actions, drafts, calls, openTabs, keepDraftsOf } = window;
    engine.sessions.set([fakeSession('s1', { connectionId: id })]);
    await until(() => state.sessions.store.getState().sessions.length === 1);
    actions.showConnection(id);
    keepDraftsOf(['other', id]);
    actions.deleteConnection(id);
    const question = state.questions.getState();
    expect(question?.title).toBe('Delete “redis”?');
    expect(question?.text).toContain('will be closed');
    expect(calls()).not.toContain('connections.remove');
    await question?.run();
    expect(calls().slice(-2)).toEqual(['connections.remove', 'sessions.close']);
    expect(openTabs()).toEqual([]);
    expect(Object.keys(drafts.store.getState())).toEqual(['other']);
  });

  it('that cannot be deleted stays open, with what was typed', async () => {
    using window = await TestWindow.open();
    const { engine, state, actions, drafts, calls, keepDraftsOf } = window;
    window.refusal = new WirebenchError('WRONG_STATE', 'Its file was changed meanwhile.');
    engine.sessions.set([fakeSession('s1', { connectionId: id })]);
    await until(() => state.sessions.store.getState().sessions.length === 1);
    const typed = newEndpoint('tcp-client', 'tcp://typed:1');
    state.edits.edit(id, typed);
    keepDraftsOf([id]);
    actions.deleteConnection(id);
    await expect(state.questions.getState()?.run()).rejects.toThrow('changed meanwhile');
    expect(calls()).not.toContain('sessions.close');
    expect(state.edits.endpointOf(id)).toEqual(typed);
    expect(drafts.store.getState()).toEqual({ [id]: someDraft });
  });

  it('comes back with its tab and what was not sent, by the button or by the command', async () => {
    using window = await TestWindow.open();
    const { engine, state, actions, drafts, said, openTabs, keepDraftsOf } = window;
    const [connection] = engine.connections.value;
    window.restored = () => {
      if (connection) engine.connections.set([connection]);
    };
    for (const undo of [() => state.toasts.store.getState()[0]?.action?.run(), () => state.undo.undo()]) {
      actions.showConnection(id);
      keepDraftsOf([id]);
      actions.deleteConnection(id);
      await until(() => said().length === 1);
      expect(said()).toEqual(['Deleted “redis”.']);
      expect(state.questions.getState()).toBeNull();
      expect(openTabs()).toEqual([]);
      undo();
      expect(said()).toEqual([]);
      await until(() => openTabs().length === 1);
      expect(state.announced.getState()).toBe('Brought back “redis”');
      expect(drafts.store.getState()).toEqual({ [id]: someDraft });
      // Once it is back there is nothing left to undo.
      state.undo.undo();
    }
    expect(engine.asked.filter(({ name }) => name === 'deletions.undo')).toHaveLength(2);
  });

  it('that cannot come back says why, and can be tried again', async () => {
    using window = await TestWindow.open();
    const { state, actions, said } = window;
    actions.deleteConnection(id);
    await until(() => said().length === 1);
    window.refusal = new WirebenchError('LIMIT', 'The disk is full.');
    state.undo.undo();
    await until(() => said().length === 2);
    expect(said()).toEqual(['Deleted “redis”.', 'The disk is full.']);
    window.refusal = new WirebenchError('NOT_FOUND', 'It is too late.');
    state.undo.undo();
    await until(() => said().at(-1) === 'It is too late.');
    expect(state.undo.store.getState()).toEqual([]);
  });

  it('is not opened while what is on the screen cannot be saved', async () => {
    using window = await TestWindow.open();
    const { state, actions, calls } = window;
    state.edits.edit(id, newEndpoint('tcp-client', 'tcp://typed:1'));
    actions.toggleConnection(id);
    await until(() => state.edits.store.getState()[id]?.problem === 'Its file is gone.');
    expect(calls()).not.toContain('sessions.open');
  });

  it('is opened, and closed by the same action', async () => {
    using window = await TestWindow.open();
    const { state, actions, said } = window;
    actions.toggleConnection(id);
    await until(() => state.sessions.store.getState().sessions.length === 1);
    actions.toggleConnection(id);
    await until(() => state.sessions.store.getState().sessions[0]?.phase === 'closed');
    expect(said()).toEqual([]);
  });

  it('takes its tab along when its file is deleted by another program', async () => {
    using window = await TestWindow.open(10);
    const { engine, state } = window;
    const { tabs, connections } = state;
    tabs.open({ kind: 'connection', id });
    await until(() => connections.get(id) !== undefined);
    engine.connections.set([]);
    await until(() => tabs.store.getState().tabs.length === 0);
    expect(tabs.store.getState().active).toBeNull();
  });

  it('keeps its tab and what was typed while its file is moved by another program', async () => {
    using window = await TestWindow.open();
    const { engine, state, actions, openTabs } = window;
    actions.showConnection(id);
    const typed = newEndpoint('tcp-client', 'tcp://typed:1');
    state.edits.edit(id, typed);
    const [connection] = engine.connections.value;
    engine.connections.set([]);
    await until(() => state.connections.get(id) === undefined);
    expect(openTabs()).toEqual(['connection:c1']);
    expect(state.edits.endpointOf(id)).toEqual(typed);
    state.edits.edit(id, { ...typed, address: 'tcp://typed:2' });
    engine.folders.set([{ path: 'new' }]);
    if (connection) engine.connections.set([{ ...connection, folder: 'new' }]);
    // What was typed is saved, once the connection is there again.
    await until(() => engine.asked.some(({ name }) => name === 'connections.update'));
    expect(engine.asked.at(-1)?.input).toMatchObject({
      revision: 'redis',
      endpoint: { address: 'tcp://typed:2' },
    });
    expect(openTabs()).toEqual(['connection:c1']);
    expect(state.questions.getState()).toBeNull();
  });

  it('that is gone for good asks what becomes of what was typed, one after the other', async () => {
    using window = await TestWindow.open(10);
    const { engine, state } = window;
    const { connections, edits, questions } = state;
    engine.connections.set([fakeConnection('c1', 'redis'), fakeConnection('c2', 'mail')]);
    const other = fakeConnection('c2').id;
    await until(() => connections.get(other) !== undefined);
    edits.edit(id, newEndpoint('tcp-client', 'tcp://typed:1'));
    edits.edit(other, newEndpoint('tcp-client', 'tcp://typed:2'));
    engine.connections.set([]);
    await until(() => questions.getState() !== null);
    expect(questions.getState()?.title).toBe('“redis” was deleted while you were changing it');
    questions.setState(null, true);
    await until(() => questions.getState()?.title.startsWith('“mail”') === true);
  });

  it('whose renaming fails is said in a sentence', async () => {
    using window = await TestWindow.open();
    const { actions, said } = window;
    actions.renameConnection(id, 'other');
    await until(() => said().length > 0);
    expect(said()).toEqual(['Its file is gone.']);
  });
});
