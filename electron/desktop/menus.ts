import { app, BrowserWindow, Menu } from 'electron';
import type { HostPage } from '../../shared/contract/host.ts';
import type { HostMenus } from '../../shared/model/hostMenu.ts';
import { menuTemplate } from './menuTemplate.ts';

interface ProgramMenusParts {
  readonly show: (page: HostPage) => void;
  readonly platform: NodeJS.Platform;
}

/**
 * The menus of the program. Each window has its own, except on macOS, where the one menu bar is that of the window in front. Until its page
 * has told its actions, a window has what every one has.
 */
export class ProgramMenus {
  private readonly parts: ProgramMenusParts;
  private readonly ofWindows = new WeakMap<BrowserWindow, Menu>();

  /** To be called after `ready`, once. */
  constructor(parts: ProgramMenusParts) {
    this.parts = parts;
    Menu.setApplicationMenu(this.build(null, () => undefined));
    if (parts.platform !== 'darwin') return;
    app.on('browser-window-focus', (_event, window) => this.showOnMac(window));
    app.on('window-all-closed', () => Menu.setApplicationMenu(this.build(null, () => undefined)));
  }

  /** Puts the actions of a window into its menus, in place of those before. */
  show(window: BrowserWindow, menus: HostMenus, run: (command: string) => void): void {
    const menu = this.build(menus, run);
    this.ofWindows.set(window, menu);
    if (this.parts.platform !== 'darwin') window.setMenu(menu);
    else if (BrowserWindow.getFocusedWindow() === window) Menu.setApplicationMenu(menu);
  }

  private showOnMac(window: BrowserWindow): void {
    Menu.setApplicationMenu(this.ofWindows.get(window) ?? this.build(null, () => undefined));
  }

  private build(menus: HostMenus | null, run: (command: string) => void): Menu {
    return Menu.buildFromTemplate(menuTemplate({ ...this.parts, menus, run }));
  }
}
