import { useEffect } from 'react';
import { useStore } from 'zustand';
import { Owner, toDisposable } from '../shared/base/lifecycle.ts';
import { commandById, hostMenus } from './commands/hostMenus.ts';
import { paletteCommand } from './commands/menuTable.ts';
import type { ShellParts } from './Workbench.tsx';
import { isModalOpen } from './ui/isModalOpen.ts';

/** 200 ms: a menu is opened later than what changes it, and not every change of a second is told. */
const pauseMs = 200;

/** What tells that another part of the window has the focus, or that a dialog has come or gone. */
const events = ['focusin', 'focusout', 'pointerup', 'keyup'] as const;

/** Keeps the menus of the desktop program as the window is, and runs what is chosen there. A browser has menus of its own. */
export function useHostMenus(parts: ShellParts, showPalette: () => void): void {
  const hasMenus = useStore(parts.state.app, (app) => app?.host === 'desktop');
  useEffect(() => {
    if (!hasMenus) return undefined;
    const owner = new Owner();
    const { client } = parts.state;
    const menus = owner.add(new ToldMenus(parts));
    const asked = client.subscribe('host.asked', {}, ({ command }) => {
      // What was chosen of several stands as chosen in the menu, even if nothing comes of it.
      menus.tellAnew();
      if (isModalOpen(document)) return;
      if (command === paletteCommand) showPalette();
      else commandById(parts, document, command)?.run();
    });
    owner.add(asked);
    return () => owner.dispose();
  }, [parts, showPalette, hasMenus]);
}

/** The menus as the program knows them. */
class ToldMenus {
  private readonly parts: ShellParts;
  private readonly owner = new Owner();
  private told = '';
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: ShellParts) {
    this.parts = parts;
    const soon = (): void => this.soon();
    for (const event of events) {
      document.addEventListener(event, soon);
      this.owner.add(toDisposable(() => document.removeEventListener(event, soon)));
    }
    for (const follow of this.changes()) this.owner.add(toDisposable(follow()));
    this.owner.add(toDisposable(() => clearTimeout(this.timer)));
    soon();
  }

  /** The program may show something else by now. */
  tellAnew(): void {
    this.told = '';
    this.soon();
  }

  dispose(): void {
    this.owner.dispose();
  }

  /** Each begins to follow something that the menus depend on. */
  private changes(): (() => () => void)[] {
    const { state, theme, chartShown, tabCode } = this.parts;
    const soon = (): void => this.soon();
    return [
      () => state.status.subscribe(() => this.tellAnew()),
      () => state.tabs.store.subscribe(soon),
      () =>
        state.sessions.store.subscribe(({ sessions }, before) => {
          if (phasesOf(sessions) !== phasesOf(before.sessions)) soon();
        }),
      () => state.recordings.store.subscribe(soon),
      () => state.environments.store.subscribe(soon),
      () => state.recentWorkspaces.store.subscribe(soon),
      () => state.undo.store.subscribe(soon),
      () => state.updates.store.subscribe(soon),
      () => state.sidebarShown.store.subscribe(soon),
      () => chartShown.subscribe(soon),
      () => theme.store.subscribe(soon),
      () => tabCode.subscribe(soon),
    ];
  }

  private soon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.tell();
    }, pauseMs);
  }

  private tell(): void {
    const menus = hostMenus(this.parts, document, isModalOpen(document));
    const text = JSON.stringify(menus);
    if (text === this.told) return;
    this.told = text;
    // While the program cannot be reached, the window says so; it is told again as soon as it can.
    this.parts.state.client.call('host.showMenus', { menus }).catch(() => {
      this.told = '';
    });
  }
}

/** While records flow, sessions change all the time, and what can be done with them does not. */
function phasesOf(sessions: WorkbenchSessions): string {
  return sessions.map(({ id, phase, repeat }) => `${id} ${phase} ${repeat?.phase ?? ''}`).join();
}

type WorkbenchSessions = ReturnType<ShellParts['state']['sessions']['store']['getState']>['sessions'];
