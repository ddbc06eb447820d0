import { askToDeleteNotKept } from '../state/window/deleteNotKept.ts';
import type { WindowParts } from '../state/window/workbenchParts.ts';
import type { Command } from './command.ts';

/** Makes room: only where there is something to delete. */
export function storageCommands({ state }: WindowParts): Command[] {
  const { storage } = state.storage.store.getState();
  if (!storage || storage.unnamedCount === 0) return [];
  return [
    {
      id: 'storage.deleteUnnamed',
      title: 'Delete recordings not kept…',
      group: 'Workspace',
      acts: true,
      words: 'storage room disk space free clean unnamed those',
      run: () => askToDeleteNotKept(storage, state),
    },
  ];
}
