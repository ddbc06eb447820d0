import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createActions, type WorkbenchActions } from '../../../renderer/state/window/actions.ts';
import { newEndpoint } from '../../../renderer/state/workspace/endpoints.ts';
import type { RecordingFiles } from '../../../renderer/state/workspace/files.ts';
import { createDraftStore, type DraftStore, type KeptDraft } from '../../../renderer/state/window/drafts.ts';
import { keyOfTab } from '../../../renderer/state/window/tabs.ts';
import { createWorkbenchState, type WorkbenchState } from '../../../renderer/state/window/workbench.ts';
import { WirebenchError } from '../../../shared/base/errors.ts';
import { messageIdSchema, recordingIdSchema } from '../../../shared/model/ids.ts';
import { folderName } from '../../../shared/model/connectionFolder.ts';
import { folderKey } from '../../../renderer/state/workspace/treeRows.ts';
import { plainTextOptions } from '../../../shared/model/textOptions.ts';
import { savedMessageSchema } from '../../../shared/model/savedMessage.ts';
import {
  createFakeEngine,
  createFakeStorage,
  fakeConnection,
  fakeRecording,
  fakeSession,
  type FakeEngine,
} from '../../support/fakeEngine.ts';
import { until } from '../../support/until.ts';

// In Node there are no frames to wait for.
globalThis.requestAnimationFrame ??= (callback) => Number(setTimeout(() => callback(0), 0));

const { id } = fakeConnection('c1');
let engine: FakeEngine;
let refusal: WirebenchError | null = null;
let state: WorkbenchState;
let actions: WorkbenchActions;
let drafts: DraftStore;
let files: RecordingFiles;
let storage: ReturnType<typeof createFakeStorage>;

beforeEach(async () => {
  refusal = null;
  engine = createFakeEngine({
    'app.info': () => ({
      version: '1.2.3',
      workspace: '/home/me/bench',
      host: 'headless',
      fileDialogs: false,
    }),
    'connections.create': ({ name, endpoint }) => {
      const created = { ...fakeConnection('made', name), endpoint };
      engine.connections.update((all) => [...all, created]);
      return created;
    },
    'connections.remove': ({ connection }) => {
      if (refusal) throw refusal;
      engine.connections.update((all) => all.filter((each) => each.id !== connection));
      return {};
    },
    'connections.moveFolder': ({ folder, into }) => ({
      path: into === '' ? folderName(folder) : `${into}/${folderName(folder)}`,
    }),
    'connections.removeFolder': ({ folder }) => {
      if (refusal) throw refusal;
      engine.folders.set([]);
      engine.connections.update((all) => all.filter((each) => each.folder !== folder));
      return {};
    },
    'connections.update': () => {
      throw new WirebenchError('NOT_FOUND', 'Its file is gone.');
    },
    'sessions.open': ({ connection }) => fakeSession('s1', { connectionId: connection }),
    'sessions.close': ({ session }) => {
      const closed = fakeSession(session, { phase: 'closed', connectionId: id });
      engine.sessions.set([closed]);
      return closed;
    },
  });
  engine.connections.set([fakeConnection('c1', 'redis')]);
  storage = createFakeStorage();
  files = {
    openRecordingFile: () => Promise.resolve(null),
    exportRecording: () => Promise.resolve(true),
    saveText: () => undefined,
  };
  state = createWorkbenchState(engine.client, files, storage, createFakeStorage(), 60_000);
  drafts = createDraftStore(createFakeStorage());
  actions = createActions(state, drafts);
  await until(() => state.connections.store.getState().isLoaded && state.app.getState() !== null);
});

afterEach(() => {
  state.dispose();
  engine[Symbol.dispose]();
});

/** A window that does not wait long for a connection that has left the list. */
const briefState = (): Disposable & { readonly state: WorkbenchState } => {
  const brief = createWorkbenchState(engine.client, files, createFakeStorage(), createFakeStorage(), 10);
  return { state: brief, [Symbol.dispose]: () => brief.dispose() };
};
const draft: KeptDraft = { mode: 'text', escapes: true, ...plainTextOptions, text: 'typed', kind: 'data' };
const keepDraftsOf = (ids: readonly string[]): void => {
  for (const each of ids) drafts.put(each, draft);
};
const openTabs = (): string[] => state.tabs.store.getState().tabs.map(keyOfTab);
const said = (): string[] => state.toasts.store.getState().map(({ text }) => text);

describe('the messages of a connection', () => {
  it('are grouped again only when messages or connections have changed', async () => {
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

describe('a connection', () => {
  it('that is new is shown at once, under a name of its own', async () => {
    actions.newConnection('udp');
    await until(() => openTabs().length === 1);
    expect(engine.asked.at(-1)?.input).toMatchObject({ name: 'New connection', endpoint: { kind: 'udp' } });
    expect(state.tabs.store.getState().active).toBe('connection:made');
  });

  it('is duplicated as it is on the screen, saved or not', async () => {
    state.edits.edit(id, newEndpoint('tcp-client', 'tcp://typed:1'));
    actions.duplicateConnection(id);
    await until(() => openTabs().length === 1);
    expect(engine.asked.find(({ name }) => name === 'connections.create')?.input).toMatchObject({
      name: 'redis 2',
      endpoint: { address: 'tcp://typed:1' },
    });
  });

  it('is deleted only after the question was answered, and then closed', async () => {
    engine.sessions.set([fakeSession('s1', { connectionId: id })]);
    await until(() => state.sessions.store.getState().sessions.length === 1);
    actions.showConnection(id);
    keepDraftsOf(['other', id]);
    actions.askToDeleteConnection(id);
    const question = state.questions.getState();
    expect(question?.title).toBe('Delete “redis”?');
    expect(question?.text).toContain('it is closed');
    expect(engine.asked.map(({ name }) => name)).not.toContain('connections.remove');
    await question?.run();
    expect(engine.asked.map(({ name }) => name).slice(-2)).toEqual(['connections.remove', 'sessions.close']);
    expect(openTabs()).toEqual([]);
    expect(Object.keys(drafts.store.getState())).toEqual(['other']);
  });

  it('that cannot be deleted stays open, with what was typed', async () => {
    refusal = new WirebenchError('WRONG_STATE', 'Its file was changed meanwhile.');
    engine.sessions.set([fakeSession('s1', { connectionId: id })]);
    await until(() => state.sessions.store.getState().sessions.length === 1);
    const typed = newEndpoint('tcp-client', 'tcp://typed:1');
    state.edits.edit(id, typed);
    keepDraftsOf([id]);
    actions.askToDeleteConnection(id);
    await expect(state.questions.getState()?.run()).rejects.toThrow('changed meanwhile');
    expect(engine.asked.map(({ name }) => name)).not.toContain('sessions.close');
    expect(state.edits.endpointOf(id)).toEqual(typed);
    expect(drafts.store.getState()).toEqual({ [id]: draft });
  });

  it('is not opened while what is on the screen cannot be saved', async () => {
    state.edits.edit(id, newEndpoint('tcp-client', 'tcp://typed:1'));
    actions.toggleConnection(id);
    await until(() => state.edits.store.getState()[id]?.problem === 'Its file is gone.');
    expect(engine.asked.map(({ name }) => name)).not.toContain('sessions.open');
  });

  it('is opened, and closed by the same action', async () => {
    actions.toggleConnection(id);
    await until(() => state.sessions.store.getState().sessions.length === 1);
    actions.toggleConnection(id);
    await until(() => state.sessions.store.getState().sessions[0]?.phase === 'closed');
    expect(said()).toEqual([]);
  });

  it('takes its tab along when its file is deleted by another program', async () => {
    using brief = briefState();
    const { tabs } = brief.state;
    tabs.open({ kind: 'connection', id });
    await until(() => brief.state.connections.get(id) !== undefined);
    engine.connections.set([]);
    await until(() => tabs.store.getState().tabs.length === 0);
    expect(tabs.store.getState().active).toBeNull();
  });

  it('keeps its tab and what was typed while its file is moved by another program', async () => {
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
    using brief = briefState();
    const { connections, edits, questions } = brief.state;
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
    actions.renameConnection(id, 'other');
    await until(() => said().length > 0);
    expect(said()).toEqual(['Its file is gone.']);
  });
});

describe('a folder', () => {
  beforeEach(async () => {
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
    actions.askToDeleteFolder('box');
  });

  it('is deleted with its connections and messages, of which the question tells, and they are closed', async () => {
    const question = state.questions.getState();
    expect(question?.text).toContain(
      'The connection in it is deleted from the workspace, and the one that is open is closed.',
    );
    expect(question?.text).toContain('2 named messages in it are deleted, too.');
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
    engine.folders.set([{ path: 'box' }, { path: 'tray' }, { path: 'tray/deep' }]);
    engine.connections.update((all) => [...all]);
    await until(() => state.connections.store.getState().folders.length === 3);
    actions.stepInTree(folderKey('tray/deep'), 'out');
    actions.stepInTree(folderKey('tray/deep'), 'up');
    state.sidebar.setState({ focused: id });
    const moves = () => engine.asked.filter(({ name }) => name === 'connections.moveFolder');
    await until(() => moves().length === 2);
    expect(moves()[1]?.input).toMatchObject({ folder: 'deep', into: '' });
    expect(engine.asked.map(({ name }) => name)).not.toContain('connections.move');
    state.sidebar.setState({ search: 'tr' });
    actions.stepInTree(folderKey('tray'), 'up');
    expect(said()).toEqual(['Nothing was moved: the search hides rows. Clear it, then move the row.']);
    expect(moves()).toHaveLength(2);
  });

  it('that cannot be deleted leaves what is open', async () => {
    refusal = new WirebenchError('WRONG_STATE', 'Another program has put something into it.');
    await expect(state.questions.getState()?.run()).rejects.toThrow('put something into it');
    expect(engine.asked.map(({ name }) => name)).not.toContain('sessions.close');
  });
});

describe('a recording', () => {
  const recording = recordingIdSchema.parse('r1');

  it('that was opened from a file is shown, and its progress meanwhile', async () => {
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
    files.openRecordingFile = () =>
      Promise.reject(new WirebenchError('BAD_REQUEST', 'This is not a session file.'));
    actions.openRecordingFile();
    await until(() => said().join() === 'This is not a session file.');
    expect(state.transfer.getState()).toBeNull();
    expect(openTabs()).toEqual([]);
  });
});

describe('the window', () => {
  it('has its tabs again after a reload', () => {
    actions.showConnection(id);
    const again = createWorkbenchState(engine.client, files, storage, createFakeStorage());
    expect(again.tabs.store.getState()).toEqual({
      tabs: [{ kind: 'connection', id }],
      active: 'connection:c1',
    });
    again.dispose();
  });

  it('says when the way to the engine is lost, and when it is there again', async () => {
    engine.loseWay();
    await until(() => state.status.getState().state === 'lost');
    expect(state.status.getState().reason).toBe('The test closed it.');
    engine.findWay();
    await until(() => state.status.getState().state === 'open');
  });
});
