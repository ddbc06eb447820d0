import { createActions, type WorkbenchActions } from '../../renderer/state/window/actions.ts';
import { createDraftStore, type DraftStore, type KeptDraft } from '../../renderer/state/window/drafts.ts';
import { keyOfTab } from '../../renderer/state/window/tabs.ts';
import { createWorkbenchState, type WorkbenchState } from '../../renderer/state/window/workbench.ts';
import type { RecordingFiles } from '../../renderer/state/workspace/files.ts';
import { WirebenchError } from '../../shared/base/errors.ts';
import { folderName } from '../../shared/model/connectionFolder.ts';
import { deletionIdSchema, environmentIdSchema } from '../../shared/model/ids.ts';
import { plainTextOptions } from '../../shared/model/textOptions.ts';
import {
  createFakeEngine,
  createFakeStorage,
  fakeConnection,
  fakeFiles,
  fakeSession,
  type FakeEngine,
} from './fakeEngine.ts';
import { until } from './until.ts';

// In Node there are no frames to wait for.
globalThis.requestAnimationFrame ??= (callback) => Number(setTimeout(() => callback(0), 0));

/** What a person has typed into a composer. */
export const someDraft: KeptDraft = {
  mode: 'text',
  escapes: true,
  ...plainTextOptions,
  text: 'typed',
  kind: 'data',
};

/** A window without its page, over an engine that has one connection, “redis”, with the id `c1`. */
export class TestWindow implements Disposable {
  /** The answer to whoever wants to delete something. */
  refusal: WirebenchError | null = null;
  /** What the engine does to bring back what was deleted. */
  restored: () => void = () => undefined;
  readonly engine: FakeEngine;
  readonly files: RecordingFiles = { ...fakeFiles };
  readonly storage = createFakeStorage();
  readonly state: WorkbenchState;
  readonly drafts: DraftStore;
  readonly actions: WorkbenchActions;

  private constructor(graceMs: number) {
    this.engine = this.createEngine();
    this.engine.connections.set([fakeConnection('c1', 'redis')]);
    this.state = createWorkbenchState(
      this.engine.client,
      this.files,
      this.storage,
      createFakeStorage(),
      graceMs,
    );
    this.drafts = createDraftStore(createFakeStorage());
    this.actions = createActions(this.state, this.drafts);
  }

  /** `graceMs`: how long a connection that leaves the list may be back. Resolves when the window knows what the engine has. */
  static async open(graceMs = 60_000): Promise<TestWindow> {
    const window = new TestWindow(graceMs);
    const { connections, app } = window.state;
    await until(() => connections.store.getState().isLoaded && app.getState() !== null);
    return window;
  }

  [Symbol.dispose](): void {
    this.state.dispose();
    this.engine[Symbol.dispose]();
  }

  /** The names of the calls that came, in order. */
  readonly calls = (): string[] => this.engine.asked.map(({ name }) => name);

  readonly openTabs = (): string[] => this.state.tabs.store.getState().tabs.map(keyOfTab);

  readonly said = (): string[] => this.state.toasts.store.getState().map(({ text }) => text);

  readonly keepDraftsOf = (ids: readonly string[]): void => {
    for (const id of ids) this.drafts.put(id, someDraft);
  };

  private createEngine(): FakeEngine {
    const engine = createFakeEngine({
      'app.info': () => ({
        version: '1.2.3',
        workspace: '/home/me/bench',
        host: 'headless',
        fileDialogs: false,
        otherWorkspaces: false,
      }),
      'connections.create': ({ id, name, folder, endpoint }) => {
        const created = { ...fakeConnection(id ?? 'made', name), folder, endpoint };
        engine.connections.update((all) => [...all, created]);
        return created;
      },
      'connections.remove': ({ connection }) => {
        if (this.refusal) throw this.refusal;
        engine.connections.update((all) => all.filter((each) => each.id !== connection));
        return { deletion: deletionIdSchema.parse('deleted') };
      },
      'deletions.undo': () => {
        if (this.refusal) throw this.refusal;
        this.restored();
        return {};
      },
      'connections.moveFolder': ({ folder, into }) => ({
        path: into === '' ? folderName(folder) : `${into}/${folderName(folder)}`,
      }),
      'connections.renameFolder': ({ name }) => ({ path: name }),
      'connections.removeFolder': ({ folder }) => {
        if (this.refusal) throw this.refusal;
        engine.folders.set([]);
        engine.connections.update((all) => all.filter((each) => each.folder !== folder));
        return { deletion: deletionIdSchema.parse('deleted') };
      },
      'connections.update': () => {
        throw fileIsGone;
      },
      'workspace.addExamples': () => ({
        folders: [],
        environment: environmentOfExamples,
        first: fakeConnection('example'),
      }),
      'sessions.open': ({ connection }) => fakeSession('s1', { connectionId: connection }),
      'sessions.close': ({ session }) => {
        const closed = fakeSession(session, { phase: 'closed', connectionId: fakeConnection('c1').id });
        engine.sessions.set([closed]);
        return closed;
      },
    });
    return engine;
  }
}

export const environmentOfExamples = environmentIdSchema.parse('examples');

const fileIsGone = new WirebenchError('NOT_FOUND', 'Its file is gone.');
