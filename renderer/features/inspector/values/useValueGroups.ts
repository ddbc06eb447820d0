import type { HexSelection } from '../../../editor/hexGrid/hexSelection.ts';
import type { InspectedRecord } from '../useByteWindow.ts';
import { stretchOrAll } from '../useSelectedBytes.ts';
import { useBytesAt } from './useBytesAt.ts';
import { useSums } from './useSums.ts';
import { groupOfSelection, groupsOfCursor, type ValueGroup } from './valueRows.ts';

/** What the bytes from the first selected one on are in every reading, and the sums of the selected ones, or of all. */
export function useValueGroups(record: InspectedRecord, selection: HexSelection | null): ValueGroup[] {
  const stretch = stretchOrAll(selection, record.size);
  const bytes = useBytesAt(record, stretch.from);
  const sums = useSums(record, stretch);
  return [
    ...groupsOfCursor(bytes),
    groupOfSelection(selection ? 'Selected bytes' : 'All bytes', stretch, sums),
  ];
}
