import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, dialog, shell } from 'electron';
import { messageOf, WirebenchError } from '../../shared/base/errors.ts';
import type { HostPage } from '../../shared/contract/host.ts';
import { askForNew } from './askForPath.ts';
import type { DocsWindow } from './docsWindow.ts';

interface HostPagesParts {
  /** The folder of the log. */
  readonly logs: string;
  /** The notices of others whose work is in the program. */
  readonly notices: string;
  readonly writeReport: () => Promise<string>;
  readonly docs: DocsWindow;
}

/** What the program shows beside its windows. Each rejects with a sentence. */
export class HostPages {
  private readonly parts: HostPagesParts;

  constructor(parts: HostPagesParts) {
    this.parts = parts;
  }

  /** For whoever can tell the person of a failure. */
  async show(page: HostPage): Promise<void> {
    switch (page) {
      case 'docs':
        return this.parts.docs.show();
      case 'logs':
        await mkdir(this.parts.logs, { recursive: true });
        return openPath(this.parts.logs);
      case 'report':
        return this.saveReport();
      case 'notices':
        return openPath(this.parts.notices);
      case 'about':
        return app.showAboutPanel();
    }
  }

  /** The same for a menu, in which nobody else can tell it. */
  async showOrTell(page: HostPage): Promise<void> {
    try {
      await this.show(page);
    } catch (error) {
      dialog.showErrorBox('This could not be shown', messageOf(error));
    }
  }

  private async saveReport(): Promise<void> {
    const path = await askForNew({
      title: 'Save a report',
      defaultPath: join(app.getPath('documents'), 'wirebench-report.md'),
    });
    if (path === null) return;
    try {
      await writeFile(path, await this.parts.writeReport());
    } catch (error) {
      throw new WirebenchError('INTERNAL', `The report could not be saved: ${messageOf(error)}`);
    }
    shell.showItemInFolder(path);
  }
}

/** Opens a file or folder of the program, with what the system has for it. */
async function openPath(path: string): Promise<void> {
  const problem = await shell.openPath(path);
  if (problem !== '') throw new WirebenchError('INTERNAL', `${path} could not be opened: ${problem}`);
}
