import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { app, dialog, shell } from 'electron';
import { codeOf, messageOf, WirebenchError } from '../../shared/base/errors.ts';
import { askForExisting, askForNew } from './askForPath.ts';

/** What a workspace has at least one of, also when git has just cloned it: recordings and secrets are not in git. */
const marks: readonly string[] = ['connections', 'environments', 'workspace.json'];

interface OtherWorkspaces {
  chooseExisting(): Promise<string | null>;
  chooseNew(): Promise<string | null>;
  open(folder: string): Promise<void>;
  reveal(folder: string): Promise<void>;
  listChanged(): void;
}

/** Other workspaces: a person chooses one, which `open` shows in a window of its own. `listChanged` is told when some were forgotten. */
export function createOtherWorkspaces(
  open: (folder: string) => Promise<unknown>,
  listChanged: () => void,
): OtherWorkspaces {
  return {
    listChanged,
    async chooseExisting() {
      const folder = await askForExisting({
        title: 'Open a workspace',
        properties: ['openDirectory', 'createDirectory'],
      });
      return folder !== null && (await mayBecomeOne(folder)) ? folder : null;
    },
    async chooseNew() {
      const folder = await askForNew({
        title: 'New workspace',
        buttonLabel: 'Create',
        defaultPath: join(app.getPath('documents'), 'Wirebench workspace'),
        properties: ['createDirectory'],
      });
      return folder !== null && (await mayBecomeOne(folder)) ? folder : null;
    },
    open: async (folder) => void (await open(folder)),
    async reveal(folder) {
      const problem = await shell.openPath(folder);
      if (problem !== '') throw new WirebenchError('INTERNAL', `${folder} could not be shown: ${problem}`);
    },
  };
}

/** True for the folder of a workspace, also as git has just cloned it. */
export async function isWorkspace(folder: string): Promise<boolean> {
  const names = await namesIn(folder);
  return marks.some((mark) => names.includes(mark));
}

/** A folder with other things in it becomes a workspace only when a person says so: Wirebench would write into it. */
export async function mayBecomeOne(folder: string): Promise<boolean> {
  const names = await namesIn(folder);
  const others = names.filter((name) => !name.startsWith('.'));
  if (others.length === 0 || (await isWorkspace(folder))) return true;
  const { response } = await dialog.showMessageBox({
    type: 'question',
    title: 'Wirebench',
    message: 'This folder is no workspace yet',
    detail: `Connections, environments and recordings would be kept in ${folder}, beside what is there.`,
    buttons: ['Cancel', 'Make It One'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw new WirebenchError('DENIED', `${folder} cannot be used as a workspace: ${messageOf(error)}`);
  }
}
