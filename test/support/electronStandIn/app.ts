import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { record, state } from './recording.ts';
import { Dock } from './system.ts';

/** Where the program under test keeps things: a temporary folder, given by the test. */
const home = process.env['STAND_IN_HOME'] ?? '';

class App extends EventEmitter {
  readonly isPackaged = process.env['STAND_IN_PACKAGED'] === 'yes';
  readonly commandLine = {
    hasSwitch: (name: string): boolean =>
      process.argv.some((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`)),
  };
  private readonly paths = new Map([
    ['home', home],
    ['userData', join(home, 'profile')],
    ['documents', join(home, 'documents')],
    ['logs', join(home, 'logs')],
  ]);

  /** Only macOS has one. */
  dock = process.env['STAND_IN_PLATFORM'] === 'darwin' ? new Dock() : undefined;

  /** Closes each window that is open, as a person does. */
  readonly closers = new Set<() => void>();

  enableSandbox(): void {
    if (state.ready) throw new Error('enableSandbox() has to be called before ready.');
    record('app.enableSandbox');
  }

  getPath(name: string): string {
    const path = this.paths.get(name);
    if (path === undefined) throw new Error(`The stand-in knows no path called ${name}.`);
    return path;
  }

  /** Windows alone has these. */
  setAppUserModelId(id: string): void {
    record('app.setAppUserModelId', id);
  }

  getJumpListSettings(): { readonly removedItems: readonly [] } {
    return { removedItems: [] };
  }

  setJumpList(categories: unknown): void {
    record('app.setJumpList', categories);
  }

  addRecentDocument(path: string): void {
    record('app.addRecentDocument', path);
  }

  getAppPath(): string {
    return home;
  }

  getName(): string {
    return 'Wirebench';
  }

  getVersion(): string {
    return '1.2.3';
  }

  requestSingleInstanceLock(data: unknown): boolean {
    record('app.requestSingleInstanceLock', data);
    return process.env['STAND_IN_SECOND'] !== 'yes';
  }

  /** As Electron does, `ready` comes only once the whole main module has been evaluated. */
  whenReady(): Promise<void> {
    return state.ready ? Promise.resolve() : new Promise((resolve) => this.once('ready', () => resolve()));
  }

  quit(): void {
    record('app.quit');
    let prevented = false;
    this.emit('before-quit', {
      preventDefault: () => {
        prevented = true;
      },
    });
    if (prevented) return;
    state.isQuitting = true;
    for (const close of [...this.closers]) close();
    // A window that stays ends it.
    state.isQuitting = this.closers.size === 0;
    if (!state.isQuitting) return;
    this.emit('will-quit', {});
    state.quit = true;
  }

  exit(status: number): void {
    record('app.exit', status);
    state.exitStatus = status;
  }

  getLocale(): string {
    return 'en-GB';
  }

  getGPUFeatureStatus(): Record<string, string> {
    return { gpu_compositing: 'disabled_software' };
  }

  showAboutPanel(): void {
    record('app.showAboutPanel');
  }

  setAboutPanelOptions(options: unknown): void {
    record('app.setAboutPanelOptions', options);
  }
}

export const app = new App();

export function becomeReady(): void {
  state.ready = true;
  app.emit('ready');
}
