import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createActions, type WorkbenchActions } from '../../../renderer/state/window/actions.ts';
import { newEndpoint } from '../../../renderer/state/workspace/endpoints.ts';
import type { RecordingFiles } from '../../../renderer/state/workspace/files.ts';
import { keyOfTab } from '../../../renderer/state/window/tabs.ts';
import { createWorkbenchState, type WorkbenchState } from '../../../renderer/state/window/workbench.ts';
import { WirebenchError } from '../../../shared/base/errors.ts';
import { recordingIdSchema } from '../../../shared/model/ids.ts';
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
let state: WorkbenchState;
let actions: WorkbenchActions;
let files: RecordingFiles;
let storage: ReturnType<typeof createFakeStorage>;

beforeEach(async () => {
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
      engine.connections.update((all) => all.filter((each) => each.id !== connection));
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
  state = createWorkbenchState(engine.client, files, storage, createFakeStorage());
  actions = createActions(state);
  await until(() => state.connections.store.getState().isLoaded && state.app.getState() !== null);
});

afterEach(() => {
  state.dispose();
  engine[Symbol.dispose]();
});

const openTabs = (): string[] => state.tabs.store.getState().tabs.map(keyOfTab);
const said = (): string[] => state.toasts.store.getState().map(({ text }) => text);

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

  it('is deleted only after the question was answered, and is closed first', async () => {
    engine.sessions.set([fakeSession('s1', { connectionId: id })]);
    await until(() => state.sessions.store.getState().sessions.length === 1);
    actions.showConnection(id);
    actions.askToDeleteConnection(id);
    const question = state.questions.getState();
    expect(question?.title).toBe('Delete “redis”?');
    expect(question?.text).toContain('closed first');
    expect(engine.asked.map(({ name }) => name)).not.toContain('connections.remove');
    await question?.run();
    expect(engine.asked.map(({ name }) => name).slice(-2)).toEqual(['sessions.close', 'connections.remove']);
    expect(openTabs()).toEqual([]);
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
    actions.showConnection(id);
    engine.connections.set([]);
    await until(() => openTabs().length === 0);
    expect(state.tabs.store.getState().active).toBeNull();
  });

  it('whose renaming fails is said in a sentence', async () => {
    actions.renameConnection(id, 'other');
    await until(() => said().length > 0);
    expect(said()).toEqual(['Its file is gone.']);
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
