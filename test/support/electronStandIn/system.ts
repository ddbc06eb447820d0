import { EventEmitter } from 'node:events';
import { record } from './recording.ts';
import type { MenuItem } from './windows.ts';

export const powerMonitor = new EventEmitter();
/** Squirrel, of which electron-updater uses an event alone where it replaces the program itself. */
export const autoUpdater = new EventEmitter();

/** Counts what keeps the computer awake. */
class PowerSaveBlocker {
  readonly held = new Set<number>();
  private lastId = 0;

  start(type: string): number {
    record('powerSaveBlocker.start', type);
    this.lastId += 1;
    this.held.add(this.lastId);
    return this.lastId;
  }

  stop(id: number): void {
    record('powerSaveBlocker.stop');
    if (!this.held.delete(id)) throw new Error('This is not held.');
  }
}

export const powerSaveBlocker = new PowerSaveBlocker();

/** A test clicks those that are shown. */
export class Notification extends EventEmitter {
  static readonly all: Notification[] = [];

  static isSupported(): boolean {
    return true;
  }

  readonly options: unknown;

  constructor(options: unknown) {
    super();
    this.options = options;
  }

  show(): void {
    record('notification.show', this.options);
    Notification.all.push(this);
  }
}

/** What the dock of macOS shows of the program. */
export class Dock {
  badge = '';
  items: (string | undefined)[] = [];

  setBadge(text: string): void {
    this.badge = text;
  }

  setMenu(menu: { readonly template: readonly MenuItem[] }): void {
    this.items = menu.template.map(({ label }) => label);
    record('dock.setMenu', this.items);
  }
}
