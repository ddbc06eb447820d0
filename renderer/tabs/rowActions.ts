import type { Command } from '../commands/command.ts';
import { commandsOfRows } from '../commands/commandsOfTab.ts';
import { rowMenu } from '../commands/rowMenu.ts';
import { rowKeys } from '../commands/rowCommands.ts';
import type { RowActions } from '../features/timeline/rowActions.ts';
import type { RecordView } from '../state/records/recordView.ts';
import { keyOfSource } from '../state/window/inspecting.ts';
import type { TableWords } from '../state/window/tableTexts.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';
import { matchesKeys } from '../ui/keys.ts';

/** The commands on the selected records of a view, for its list: those of the palette. */
export function rowActions(parts: WorkbenchParts, view: RecordView): RowActions {
  const run = (isWanted: (command: Command) => boolean): boolean => {
    const command = commandsOfRows(parts, view, document).find(
      (each) => each.refusal === undefined && isWanted(each),
    );
    command?.run();
    return command !== undefined;
  };
  return {
    items: () => rowMenu(commandsOfRows(parts, view, document)),
    press: (event) => {
      const { nativeEvent } = event;
      // What the list itself has no key for need not be looked up: arrows are held.
      if (!Object.values(rowKeys).some((keys) => matchesKeys(nativeEvent, keys))) return false;
      const isDone = run(({ row }) => row?.keys !== undefined && matchesKeys(nativeEvent, row.keys));
      if (isDone) event.preventDefault();
      return isDone;
    },
    open: () => run(({ id }) => id === 'rows.large'),
  };
}

/** Keeps the table that shows a view, so that it can be copied as it is shown. */
export function keepTable(
  { tableWords }: WorkbenchParts,
  { source }: RecordView,
  words: TableWords | null,
): void {
  if (words) tableWords.set(keyOfSource(source), words);
  else tableWords.delete(keyOfSource(source));
}
