import { describe, expect, it } from 'vitest';
import { followNewConnections } from '../../../renderer/state/window/followNewConnections.ts';
import { readNewConnections } from '../../../renderer/state/workspace/newConnections.ts';
import { newEndpoint } from '../../../renderer/state/workspace/endpoints.ts';
import type { ConnectionId } from '../../../shared/model/ids.ts';
import { messageContentSchema } from '../../../shared/model/savedMessage.ts';
import { WirebenchError } from '../../../shared/base/errors.ts';
import { fakeConnection, fakeSession } from '../../support/fakeEngine.ts';
import { someDraft, TestWindow } from '../../support/testWindow.ts';
import { until } from '../../support/until.ts';

const { id } = fakeConnection('c1');

/** Begins a new connection in the folder `box`. */
function newIn({ state, actions }: TestWindow): ConnectionId {
  const before = new Set(state.connections.store.getState().drafts.keys());
  actions.newConnection('tcp-client', 'box');
  const made = [...state.connections.store.getState().drafts.values()].find((draft) => !before.has(draft.id));
  if (!made) throw new Error('There is no new connection.');
  return made.id;
}

describe('a connection', () => {
  it('that is new is shown at once, and has a file once it has an address', async () => {
    using window = await TestWindow.open();
    const { engine, state, actions, calls, openTabs } = window;
    const made = newIn(window);
    expect(openTabs()).toEqual([`connection:${made}`]);
    state.edits.edit(made, newEndpoint('tcp-client', 'tcp://'));
    await state.edits.save(made);
    expect(calls()).not.toContain('connections.create');
    state.edits.edit(made, newEndpoint('tcp-client', 'tcp://a:1'));
    await state.edits.save(made);
    expect(engine.asked.at(-1)).toMatchObject({
      name: 'connections.create',
      input: { id: made, name: 'a:1', folder: 'box', endpoint: { address: 'tcp://a:1' } },
    });
    expect(state.connections.isNew(made)).toBe(false);
    actions.deleteConnection(made);
    await until(() => calls().includes('connections.remove'));
  });

  it('that is new has a file once it is named, opened, or has a message', async () => {
    using window = await TestWindow.open();
    const { engine, state, actions } = window;
    const named = newIn(window);
    actions.renameConnection(named, 'mine');
    const opened = newIn(window);
    actions.toggleConnection(opened);
    const [told] = [newIn(window)];
    const content = messageContentSchema.parse({ name: 'ping', body: 'PING' });
    await state.messages.create(content, { folder: '', connection: told }).catch(() => undefined);
    const created = (): unknown[] =>
      engine.asked.flatMap(({ name, input }) => (name === 'connections.create' ? [input] : []));
    await until(() => created().length === 3);
    expect(created()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: named, name: 'mine' }),
        expect.objectContaining({ id: opened, name: 'New connection 2' }),
        expect.objectContaining({ id: told }),
      ]),
    );
    const order = engine.asked.map(({ name }) => name);
    expect(order.indexOf('sessions.open')).toBeGreaterThan(order.indexOf('connections.create'));
  });

  it('that is new and abandoned leaves nothing, but is there again after a reload', async () => {
    using window = await TestWindow.open();
    const { state, actions, calls, drafts, keepDraftsOf, storage } = window;
    const stop = followNewConnections({ state, drafts });
    const made = newIn(window);
    const typed = newEndpoint('tcp-client', 'tcp://half');
    state.edits.edit(made, typed);
    await state.edits.save(made);
    keepDraftsOf([made]);
    expect(readNewConnections(storage).get(made)).toMatchObject({ folder: 'box', endpoint: typed });
    actions.deleteConnection(made);
    expect(state.connections.known(made)).toBeUndefined();
    expect(drafts.store.getState()).toEqual({});
    expect(readNewConnections(storage).size).toBe(0);
    expect(calls().filter((name) => name.startsWith('connections.') && name !== 'connections.list')).toEqual(
      [],
    );
    stop();
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

  it('comes back when that is asked for before it is deleted', async () => {
    using window = await TestWindow.open();
    const { engine, state, actions, said, openTabs } = window;
    const [connection] = engine.connections.value;
    window.restored = () => {
      if (connection) engine.connections.set([connection]);
    };
    actions.showConnection(id);
    actions.deleteConnection(id);
    state.undo.undo();
    await until(() => state.announced.getState() === 'Brought back “redis”');
    await until(() => openTabs().length === 1);
    // Nothing is offered that has been done.
    expect(said()).toEqual([]);
    state.undo.undo();
    expect(engine.asked.filter(({ name }) => name === 'deletions.undo')).toHaveLength(1);
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
