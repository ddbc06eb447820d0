import { capitalized, plural } from '../../shared/base/quantity.ts';
import { markColours, type MarkColour } from '../../shared/model/mark.ts';
import { withTerm } from '../../shared/filter/withTerm.ts';
import type { RecordView } from '../state/records/recordView.ts';
import { stepToMark } from '../state/records/stepToMark.ts';
import { markSelection, selectionToMark, toggleMark } from '../state/window/markRecords.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';
import type { Command } from './command.ts';

/**
 * Ctrl M is Wireshark's, and Control on a Mac, too: there Command M puts the window away, and no system and no browser keeps Control M for
 * itself. Wireshark's keys for the next and the previous mark belong to browsers; F8 goes from problem to problem in other programs.
 */
export const markKeys = {
  toggle: 'Ctrl+M',
  note: 'Ctrl+Shift+M',
  next: 'F8',
  previous: 'Shift+F8',
} as const;

const words = 'flag bookmark colour color highlight annotate comment';

/** Marks and unmarks the selected records, and goes from mark to mark. */
export function markCommands(parts: WorkbenchParts, view: RecordView, group: string): Command[] {
  const { text } = view.filter.store.getState();
  return [
    ...selectionCommands(parts, view, group),
    {
      id: 'records.nextMark',
      title: 'Next mark',
      group,
      keys: markKeys.next,
      words,
      run: () => parts.state.toasts.run(() => stepToMark(view, 'next')),
    },
    {
      id: 'records.previousMark',
      title: 'Previous mark',
      group,
      keys: markKeys.previous,
      words,
      run: () => parts.state.toasts.run(() => stepToMark(view, 'previous')),
    },
    {
      id: 'records.marked',
      title: 'Filter for marked records',
      group,
      words,
      run: () => view.filter.setText(withTerm(text, 'mark:any')),
    },
  ];
}

function selectionCommands(parts: WorkbenchParts, view: RecordView, group: string): Command[] {
  const selection = selectionToMark(view);
  if (!selection) return [];
  const { state } = parts;
  const records = `the selected ${plural(selection.count ?? Number.POSITIVE_INFINITY, 'record')}`;
  return [
    {
      id: 'records.mark',
      title: `${selection.current ? 'Unmark' : 'Mark'} ${records}`,
      group,
      keys: markKeys.toggle,
      row: { label: selection.current ? 'Unmark' : 'Mark', begins: true },
      words,
      acts: true,
      run: () => state.toasts.run(() => toggleMark(parts, view)),
    },
    {
      id: 'records.markNote',
      title: 'Mark with a colour and a note…',
      group,
      keys: markKeys.note,
      row: { label: 'Mark with a colour and a note…' },
      words,
      run: () => state.dialogs.setState({ kind: 'mark' }, true),
    },
    ...markColours.map((colour): Command => ({
      id: `records.mark.${colour}`,
      title: `Mark ${records} ${colour}`,
      group,
      row: { label: capitalized(colour), under: 'Mark as' },
      words,
      run: () => state.toasts.run(() => mark(parts, view, colour)),
    })),
  ];
}

/** The note of the current record's mark stays. */
function mark(parts: WorkbenchParts, view: RecordView, colour: MarkColour): Promise<void> {
  const note = selectionToMark(view)?.current?.note ?? null;
  return markSelection(parts, view, { colour, note });
}
