import { BrowserWindow, nativeTheme, type WebContents } from 'electron';
import type { hostContract } from '../../shared/contract/host.ts';
import type { Handlers } from '../../shared/rpc/serve.ts';
import type { HostPages } from './hostPages.ts';
import type { ProgramMenus } from './menus.ts';
import type { Notifications } from './notifications.ts';
import type { StayAwake } from './stayAwake.ts';
import type { Updates } from './updates/updates.ts';
import { WindowAsks } from './windowAsks.ts';

/** The parts of the program that a window may turn to. */
interface HostParts {
  readonly menus: ProgramMenus;
  readonly pages: HostPages;
  readonly notifications: Notifications;
  readonly awake: StayAwake;
  readonly updates: Updates;
}

type CommandAsks = WindowAsks<{ readonly command: string }>;

/** What the windows and the program around them have to say to each other, each of them with asks of its own. */
export class HostWindows {
  private readonly parts: HostParts;
  private readonly asks = new WeakMap<WebContents, CommandAsks>();

  constructor(parts: HostParts) {
    this.parts = parts;
  }

  /** What the page of a window may ask of the program. */
  handlersFor(contents: WebContents): Handlers<typeof hostContract> {
    const { menus, pages, notifications, awake, updates } = this.parts;
    const asks = this.asksOf(contents);
    return {
      'host.showMenus': ({ menus: told }) => {
        const window = BrowserWindow.fromWebContents(contents);
        if (window) menus.show(window, told, (command) => asks.add({ command }));
        return {};
      },
      'host.asked': (_input, { signal }) => asks.taken(signal),
      'host.show': async ({ page }) => {
        await pages.show(page);
        return {};
      },
      'host.notify': ({ command, ...told }) => {
        const window = BrowserWindow.fromWebContents(contents);
        if (window) notifications.show(told, window, () => asks.add({ command }));
        return {};
      },
      'host.set': ({ keepsAwake, looksForUpdates, theme }) => {
        nativeTheme.themeSource = theme;
        awake.want(keepsAwake);
        updates.want(looksForUpdates);
        return {};
      },
      'host.updates': (_input, { signal }) => updates.changes(signal),
      'host.update': async ({ step }) => {
        await updates.take(step);
        return {};
      },
    };
  }

  private asksOf(contents: WebContents): CommandAsks {
    const known = this.asks.get(contents);
    if (known) return known;
    const asks: CommandAsks = new WindowAsks();
    this.asks.set(contents, asks);
    return asks;
  }
}
