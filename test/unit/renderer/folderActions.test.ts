import { describe, expect, it } from 'vitest';
import { folderKey } from '../../../renderer/state/workspace/treeRows.ts';
import { WirebenchError } from '../../../shared/base/errors.ts';
import { savedMessageSchema } from '../../../shared/model/savedMessage.ts';
import { fakeConnection, fakeSession } from '../../support/fakeEngine.ts';
import { TestWindow } from '../../support/testWindow.ts';
import { until } from '../../support/until.ts';

const { id } = fakeConnection('c1');

/** A window with a folder `box`, in which are an open connection and a message, and the question whether to delete it. */
async function windowWithFolder(): Promise<TestWindow> {
  const window = await TestWindow.open();
  const { engine, state, actions } = window;
  engine.folders.set([{ path: 'box' }]);
  engine.connections.set([{ ...fakeConnection('c1', 'redis'), folder: 'box' }]);
  const message = { version: 1, name: 'ping', body: 'PING', revision: 'r' };
  engine.messages.set([
    savedMessageSchema.parse({ ...message, id: 'm1', folder: 'box', connection: 'c1' }),
    savedMessageSchema.parse({ ...message, id: 'm2', folder: 'box/in' }),
    savedMessageSchema.parse({ ...message, id: 'm3', folder: '' }),
  ]);
  engine.sessions.set([fakeSession('s1', { connectionId: id })]);
  await until(
    () =>
      state.messages.store.getState().messages.size === 3 &&
      state.sessions.store.getState().sessions.length === 1 &&
      state.connections.store.getState().folders.length === 1,
  );
  actions.deleteFolder('box');
  return window;
}

describe('a folder', () => {
  it('is deleted with its connections and messages, of which the question tells, and they are closed', async () => {
    using window = await windowWithFolder();
    const { engine, state, drafts, keepDraftsOf } = window;
    const question = state.questions.getState();
    expect(question?.text).toBe(
      '1 connection and 2 named messages in it are deleted, too. 1 session will be closed. Recordings stay.',
    );
    keepDraftsOf(['m1', 'm2', 'm3', id]);
    await question?.run();
    expect(engine.asked.slice(-2)).toEqual([
      {
        name: 'connections.removeFolder',
        input: { folder: 'box', connections: ['c1'], messages: ['m1', 'm2'] },
      },
      { name: 'sessions.close', input: { session: 's1' } },
    ]);
    expect(Object.keys(drafts.store.getState())).toEqual(['m3']);
  });

  it('and the rows that are moved by quick keys are the ones that had the focus then', async () => {
    using window = await windowWithFolder();
    const { engine, state, actions, calls, said } = window;
    engine.folders.set([{ path: 'box' }, { path: 'tray' }, { path: 'tray/deep' }]);
    engine.connections.update((all) => [...all]);
    await until(() => state.connections.store.getState().folders.length === 3);
    actions.stepInTree(folderKey('tray/deep'), 'out');
    actions.stepInTree(folderKey('tray/deep'), 'up');
    state.sidebar.setState({ focused: id });
    const moves = () => engine.asked.filter(({ name }) => name === 'connections.moveFolder');
    await until(() => moves().length === 2);
    expect(moves()[1]?.input).toMatchObject({ folder: 'deep', into: '' });
    expect(calls()).not.toContain('connections.move');
    state.sidebar.setState({ search: 'tr' });
    actions.stepInTree(folderKey('tray'), 'up');
    expect(said()).toEqual(['Nothing was moved: the search hides rows. Clear it, then move the row.']);
    expect(moves()).toHaveLength(2);
  });

  it('stays under the keys and in view as it gets another name', async () => {
    using window = await windowWithFolder();
    const { state, actions } = window;
    state.sidebar.setState({ focused: folderKey('box') });
    actions.renameFolder('box', 'zeta');
    await until(() => state.sidebar.getState().revealed !== null);
    expect(state.sidebar.getState()).toMatchObject({
      focused: folderKey('zeta'),
      revealed: folderKey('zeta'),
    });
  });

  it('that cannot be deleted leaves what is open', async () => {
    using window = await windowWithFolder();
    const { state, calls } = window;
    window.refusal = new WirebenchError('WRONG_STATE', 'Another program has put something into it.');
    await expect(state.questions.getState()?.run()).rejects.toThrow('put something into it');
    expect(calls()).not.toContain('sessions.close');
  });
});
