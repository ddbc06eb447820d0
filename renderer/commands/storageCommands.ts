import { questionToDeleteUnnamed } from '../state/workspace/storage.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';
import type { Command } from './command.ts';

/** Makes room: only where there is something to delete. */
export function storageCommands({ state }: WorkbenchParts): Command[] {
  const { storage } = state.storage.store.getState();
  if (!storage || storage.unnamedCount === 0) return [];
  return [
    {
      id: 'storage.deleteUnnamed',
      title: 'Delete unnamed recordings…',
      group: 'Workspace',
      acts: true,
      words: 'storage room disk space free clean',
      run: () =>
        state.questions.setState(
          questionToDeleteUnnamed(storage, () => state.storage.deleteUnnamed()),
          true,
        ),
    },
  ];
}
