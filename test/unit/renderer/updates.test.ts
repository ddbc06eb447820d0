import { describe, expect, it } from 'vitest';
import { listedCommands } from '../../../renderer/commands/commands.ts';
import { hostMenus } from '../../../renderer/commands/hostMenus.ts';
import { isMac } from '../../../renderer/ui/keys.ts';
import { updateNotice } from '../../../renderer/state/window/updateNotice.ts';
import { createUpdateStore } from '../../../renderer/state/window/updates.ts';
import { Cell } from '../../../shared/base/signal.ts';
import type { HostMenuItem } from '../../../shared/model/hostMenu.ts';
import type { Updates, UpdateState } from '../../../shared/model/updates.ts';
import { createStore } from 'zustand/vanilla';
import { createFakeEngine } from '../../support/fakeEngine.ts';
import { TestWindow } from '../../support/testWindow.ts';
import { until } from '../../support/until.ts';
import { windowParts } from '../../support/windowParts.ts';

const from = 'git.test';
const toasts = { run: (work: () => Promise<unknown>) => void work() };

/** What the window says, in one line. */
function said(state: UpdateState, looksForUpdates: boolean | null = true): string | null {
  const notice = updateNotice({ from, state, version: '1.2.3', looksForUpdates });
  return notice && [notice.text, ...notice.actions.map(({ label }) => `[${label}]`)].join(' ');
}

describe('what the window says of new versions', () => {
  it('is a question, until somebody has decided whether they are looked for', () => {
    expect(said({ is: 'quiet' }, null)).toMatch(
      /asks git\.test .* \[Look for new versions\] \[Do not look\]$/,
    );
    expect(said({ is: 'quiet' }, true)).toBeNull();
    expect(said({ is: 'quiet' }, false)).toBeNull();
  });

  it.each<[UpdateState, string]>([
    [{ is: 'looking' }, 'Asking git.test for a new version…'],
    [{ is: 'newest' }, 'Wirebench 1.2.3 is the newest version.'],
    [
      { is: 'found', version: '2.0.0', notes: 'New', isInstallable: true },
      'Wirebench 2.0.0 is out; this is 1.2.3. [Download]',
    ],
    [
      { is: 'found', version: '2.0.0', notes: '', isInstallable: false },
      'Wirebench 2.0.0 is out; this is 1.2.3. Get it from the page of the releases: this installation cannot replace itself. [Open the page]',
    ],
    [
      { is: 'downloading', version: '2.0.0', receivedBytes: 1, totalBytes: 4 },
      'Downloading Wirebench 2.0.0… [Cancel]',
    ],
    [
      { is: 'downloaded', version: '2.0.0' },
      'Wirebench 2.0.0 was downloaded and checked. Only this button installs it; quitting does not. [Restart and install]',
    ],
    [{ is: 'failed', sentence: 'git.test does not answer.' }, 'git.test does not answer. [Try again]'],
  ])('of %j', (state, sentence) => {
    expect(said(state)).toBe(sentence);
  });

  it('has the notes of the release, and how much has come', () => {
    const told = { from, version: '1.2.3', looksForUpdates: true };
    const found: UpdateState = { is: 'found', version: '2.0.0', notes: ' <b>New</b>\n', isInstallable: true };
    expect(updateNotice({ ...told, state: found })?.notes).toBe('<b>New</b>');
    const downloading = { is: 'downloading', version: '2.0.0', receivedBytes: 0 } as const;
    expect(updateNotice({ ...told, state: { ...downloading, totalBytes: 0 } })?.share).toBeNull();
    expect(updateNotice({ ...told, state: { ...downloading, totalBytes: 4 } })?.share).toBe(0);
  });

  it('is nothing where nobody is asked for them', () => {
    const told = { version: '1.2.3', looksForUpdates: null, state: { is: 'newest' } } as const;
    expect(updateNotice({ ...told, from: null })).toBeNull();
  });
});

describe('the window', () => {
  it('puts away what it was told, until something else is told or asked', async () => {
    const told = new Cell<Updates>({ from, state: { is: 'newest' } });
    using engine = createFakeEngine({
      'host.updates': (_, { signal }) => told.changes(signal),
      'host.update': () => ({}),
    });
    const updates = createUpdateStore({
      client: engine.client,
      app: createStore(() => ({ host: 'desktop' })),
      toasts,
    });
    const { store } = updates;
    await until(() => store.getState().state.is === 'newest');
    updates.putAway();
    told.set({ from, state: { is: 'newest' } });
    told.set({ from, state: { is: 'downloading', version: '2.0.0', receivedBytes: 0, totalBytes: 0 } });
    await until(() => !store.getState().isPutAway);
    updates.putAway();
    told.set({ from, state: { is: 'downloading', version: '2.0.0', receivedBytes: 2, totalBytes: 4 } });
    await until(() => JSON.stringify(store.getState()).includes('"receivedBytes":2'));
    expect(store.getState().isPutAway).toBe(true);
    updates.take('look');
    expect(store.getState().isPutAway).toBe(false);
    await until(() => engine.asked.length === 2);
    expect(engine.asked.at(-1)).toEqual({ name: 'host.update', input: { step: 'look' } });
    updates.dispose();
  });

  it('follows nothing in a browser', () => {
    using engine = createFakeEngine({
      'host.updates': () => {
        throw new Error('It asked.');
      },
    });
    const app = createStore(() => ({ host: 'headless' as const }));
    createUpdateStore({ client: engine.client, app, toasts }).dispose();
    expect(engine.asked).toEqual([]);
  });

  it('has the command in palette and menu only where somebody can be asked', async () => {
    using window = await TestWindow.open();
    const { app, updates } = window.state;
    const info = app.getState();
    app.setState(info && { ...info, host: 'desktop' }, true);
    const page = { activeElement: null, querySelector: () => null, querySelectorAll: () => [] } as never;
    const parts = windowParts(window);
    const inMenu = (menu: 'application' | 'help', isBlocked: boolean): HostMenuItem | undefined => {
      const { [menu]: sections } = hostMenus(parts, page, isBlocked);
      return sections.flat().find(({ command }) => command === 'help.updates');
    };
    const places = (isBlocked: boolean): unknown[] => [
      listedCommands(parts, page, 'all').some(({ id }) => id === 'help.updates'),
      inMenu(isMac ? 'application' : 'help', isBlocked)?.isPossible,
      inMenu(isMac ? 'help' : 'application', isBlocked) !== undefined,
    ];
    expect(places(false)).toEqual([false, undefined, false]);
    updates.store.setState({ from });
    expect(places(false)).toEqual([true, true, false]);
    expect(places(true)).toEqual([true, false, false]);
  });
});
