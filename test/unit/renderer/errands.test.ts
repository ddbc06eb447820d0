import { afterEach, describe, expect, it } from 'vitest';
import { createActions } from '../../../renderer/state/window/actions.ts';
import { createDraftStore } from '../../../renderer/state/window/drafts.ts';
import { followErrands } from '../../../renderer/state/window/errands.ts';
import { keyOfTab } from '../../../renderer/state/window/tabs.ts';
import { createWorkbenchState, type WorkbenchState } from '../../../renderer/state/window/workbench.ts';
import { WirebenchError } from '../../../shared/base/errors.ts';
import { Owner } from '../../../shared/base/lifecycle.ts';
import { untilAborted } from '../../../shared/base/onAbort.ts';
import type { Errand } from '../../../shared/model/errand.ts';
import { recordingIdSchema } from '../../../shared/model/ids.ts';
import { createFakeEngine, createFakeStorage, fakeFiles, type FakeEngine } from '../../support/fakeEngine.ts';
import { until } from '../../support/until.ts';

let owner = new Owner();
afterEach(() => {
  owner.dispose();
  owner = new Owner();
});

/** A window that is asked for something outside of it. */
function windowAsked(
  errands: readonly Errand[],
  host: 'desktop' | 'headless' = 'desktop',
): { readonly state: WorkbenchState; readonly engine: FakeEngine } {
  const engine = createFakeEngine({
    'app.info': () => ({ version: '1', workspace: '/w', host, fileDialogs: true, otherWorkspaces: true }),
    async *'errands.taken'() {
      yield* errands;
    },
    async *'errands.openFile'({ file }, { signal }) {
      if (file === 2) throw new WirebenchError('BAD_REQUEST', 'This file is damaged.');
      yield { share: 0.5, recording: null };
      // It goes on for as long as somebody wants it.
      if (file === 3) await untilAborted(signal);
      else yield { share: 1, recording: recordingIdSchema.parse('r1') };
    },
  });
  const state = createWorkbenchState(engine.client, fakeFiles, createFakeStorage(), createFakeStorage());
  owner.add({ dispose: () => engine[Symbol.dispose]() });
  owner.add(state);
  owner.add(followErrands(state, createActions(state, createDraftStore(createFakeStorage()))));
  return { state, engine };
}

describe('what is asked for outside of the window', () => {
  it('is shown in a tab where it is a recording, and told where that cannot be read', async () => {
    const { state } = windowAsked([
      { kind: 'recording', file: 2 },
      { kind: 'recording', file: 1 },
    ]);
    await until(() => state.tabs.store.getState().tabs.length === 1);
    expect(state.tabs.store.getState().tabs.map(keyOfTab)).toEqual(['recording:r1']);
    expect(state.toasts.store.getState()).toMatchObject([{ tone: 'danger', text: 'This file is damaged.' }]);
  });

  it('is shown on its way where it is large, and is not opened when the person cancels it', async () => {
    const { state } = windowAsked([
      { kind: 'recording', file: 3 },
      { kind: 'problem', sentence: 'The next one.' },
    ]);
    await until(() => state.transfer.getState()?.share === 0.5);
    expect(state.transfer.getState()).toMatchObject({ title: 'Opening a recording' });
    expect(state.toasts.store.getState()).toEqual([]);
    state.transfer.getState()?.cancel?.();
    await until(() => state.toasts.store.getState().length === 1);
    expect(state.toasts.store.getState()).toMatchObject([{ text: 'The next one.' }]);
    expect(state.transfer.getState()).toBe(null);
    expect(state.tabs.store.getState().tabs).toEqual([]);
  });

  it('is told where it could not be opened', async () => {
    const { state } = windowAsked([{ kind: 'problem', sentence: 'There is no file “x”.' }]);
    await until(() => state.toasts.store.getState().length === 1);
    expect(state.toasts.store.getState()).toMatchObject([{ tone: 'danger', text: 'There is no file “x”.' }]);
  });

  it('is asked about where a link names an address, and opens nothing by itself', async () => {
    const { state, engine } = windowAsked([{ kind: 'connection', address: 'wss://example.org/chat' }]);
    await until(() => state.questions.getState() !== null);
    const question = state.questions.getState();
    expect(question?.text).toContain('“wss://example.org/chat”');
    // It takes nothing away, and Enter, which may be meant for what was being typed, does not do it.
    expect(question).toMatchObject({ isHarmless: true, comesFromOutside: true });
    expect(state.tabs.store.getState().tabs).toEqual([]);
    await question?.run();
    const [tab] = state.tabs.store.getState().tabs;
    const made = tab?.kind === 'connection' ? state.connections.get(tab.id) : undefined;
    expect(made?.endpoint).toMatchObject({ kind: 'ws-client', address: 'wss://example.org/chat' });
    const calls = engine.asked.map(({ name }) => name);
    expect(calls.filter((name) => /^(?:sessions|connections)\.(?:open|create|send)/.test(name))).toEqual([]);
  });

  it('is nothing in a browser', async () => {
    const { state, engine } = windowAsked([{ kind: 'problem', sentence: 'x' }], 'headless');
    await until(() => state.app.getState() !== null);
    expect(engine.asked.map(({ name }) => name)).not.toContain('errands.taken');
  });
});
