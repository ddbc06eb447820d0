import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { countedInWords, formatCount, plural } from '../../../shared/base/quantity.ts';
import {
  markColours,
  type Mark,
  type MarkColour,
  type MarkLook,
  type Stretch,
} from '../../../shared/model/mark.ts';
import { readStored, writeStored, type KeyStorage } from '../base/stored.ts';
import { firstOf } from '../records/itemId.ts';
import type { RecordView } from '../records/recordView.ts';
import { selectedRecords } from '../records/selectedRecords.ts';
import type { WorkbenchState } from './workbench.ts';

const storageKey = 'wirebench.mark.colour';

/** The colour that a mark gets where none is chosen: the one that was chosen last. */
export function createMarkColour(storage: KeyStorage): StoreApi<MarkColour> {
  const store = createStore<MarkColour>(() => readStored(storage, storageKey, z.enum(markColours)) ?? 'red');
  store.subscribe((colour) => writeStored(storage, storageKey, colour));
  return store;
}

/** What is marked: the selection of a list, within a filter its matches there. */
export interface MarkedSelection {
  readonly stretches: readonly Stretch[];
  /** How many records they are; null where a filter lists only some of them. */
  readonly count: number | null;
  /** True where only what the filter lists of the stretches is meant. */
  readonly isPart: boolean;
  /** The mark of the current record; null where it has none. */
  readonly current: Mark | null;
}

type MarkableView = Pick<RecordView, 'source' | 'store' | 'marks' | 'filter'>;

/**
 * Null where nothing is selected. A part of a record stands for the record that it begins in. `whole mark`: where only a record with a mark
 * is selected, all that have the same mark.
 */
export function selectionToMark(
  view: MarkableView,
  extent: 'selection' | 'whole mark' = 'selection',
): MarkedSelection | null {
  const { store, marks } = view;
  const records = selectedRecords(view);
  if (!records) return null;
  const { current: record } = store.getState();
  const { ranges: stretches, spanned, matches } = records;
  const current = marks.at(record === null ? (stretches[0]?.from ?? 0) : firstOf(record));
  if (extent === 'whole mark' && spanned === 1 && current) {
    const { from, to } = current;
    return { stretches: [{ from, to }], count: to - from + 1, isPart: false, current };
  }
  const isPart = matches !== null;
  return { stretches, count: isPart ? null : spanned, isPart, current };
}

interface MarkParts {
  readonly state: Pick<WorkbenchState, 'toasts' | 'announced'>;
  readonly markColour: StoreApi<MarkColour>;
}

/** Marks the selection with the colour that was chosen last, or unmarks it where the current record is marked. */
export async function toggleMark(parts: MarkParts, view: MarkableView): Promise<void> {
  const isMarked = selectionToMark(view)?.current !== null;
  await markSelection(parts, view, isMarked ? null : { colour: parts.markColour.getState(), note: null });
}

/** Marks the selection, or unmarks it (null), and says so; where a note is lost, it offers to undo that. Rejects with a sentence. */
export async function markSelection(
  { state, markColour }: MarkParts,
  view: MarkableView,
  look: MarkLook | null,
  selection = selectionToMark(view),
): Promise<void> {
  if (!selection) return;
  const matches = selection.isPart ? view.filter.matches : null;
  const { undo, lost } = await view.marks.set(
    selection.stretches,
    look,
    matches?.store.getState().view ?? null,
  );
  if (look) markColour.setState(look.colour, true);
  state.announced.setState(described(selection, look), true);
  // Who gives another colour or note to a mark has seen the note of the current record.
  const seen = look && selection.current?.note ? 1 : 0;
  if (lost.notes <= seen) return;
  const notes =
    lost.notes === 1 ? 'The note of a mark was' : `The notes of ${formatCount(lost.notes)} marks were`;
  state.toasts.say(`${notes} ${look ? 'replaced' : 'deleted'}.`, {
    label: 'Undo',
    run: () => state.toasts.run(() => view.marks.undo(undo)),
  });
}

function described({ count }: MarkedSelection, look: MarkLook | null): string {
  const records =
    count === null
      ? 'The selected matches are'
      : `${countedInWords(count, 'record')} ${plural(count, 'is', 'are')}`;
  const words = look ? `${records} marked ${look.colour}.` : `${records} no longer marked.`;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
