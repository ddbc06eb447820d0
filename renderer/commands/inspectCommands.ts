import { selectNeighbour } from '../state/records/selectNeighbour.ts';
import type { RecordView } from '../state/records/recordView.ts';
import {
  areValuesShown,
  keyOfSource,
  paneBeside,
  readings,
  showPane,
  showReading,
  toggleLarge,
  toggleValues,
  type Reading,
} from '../state/window/inspecting.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';
import type { Command } from './command.ts';

/** The keys for what is shown of a record. */
export const inspectKeys = {
  large: 'Alt+L',
  values: 'Alt+B',
  nextRow: 'Alt+ArrowDown',
  previousRow: 'Alt+ArrowUp',
} as const;

/** What the inspector shows, how large, and of which record. */
export function inspectCommands(parts: WorkbenchParts, view: RecordView, group: string): Command[] {
  const isLarge = parts.inspecting.getState().large === keyOfSource(view.source);
  const { large, values, nextRow, previousRow } = inspectKeys;
  return [
    asideCommand(parts, view, group),
    ...readingCommands(parts, view, group),
    {
      id: 'records.values',
      title: areValuesShown(parts, view) ? 'Hide the values of the bytes' : 'Show the values of the bytes',
      group,
      keys: values,
      words: 'data inspector integer float endian varint timestamp crc checksum hash sha256 guid hex',
      run: () => toggleValues(parts, view),
    },
    {
      id: 'records.large',
      title: isLarge ? 'Show the list beside the inspector' : 'Show the inspector large',
      group,
      keys: large,
      words: 'maximize full zoom record bytes',
      run: () => toggleLarge(parts, view.source),
    },
    {
      id: 'records.nextRow',
      title: 'Select the next record',
      group,
      keys: nextRow,
      run: () => selectNeighbour(view, 1),
    },
    {
      id: 'records.previousRow',
      title: 'Select the previous record',
      group,
      keys: previousRow,
      run: () => selectNeighbour(view, -1),
    },
  ];
}

const readingTitles: Readonly<Record<Reading, string>> = {
  hex: 'Show the record as hex',
  text: 'Show the record as text',
  json: 'Show the record as JSON',
  details: 'Show the details of the record',
};

/** Shows records in a reading, this one and those that are selected next. */
function readingCommands(parts: WorkbenchParts, view: RecordView, group: string): Command[] {
  return readings.map((reading) => ({
    id: `records.as.${reading}`,
    title: readingTitles[reading],
    group,
    words: 'inspector bytes view',
    run: () => showReading(parts, view, reading),
  }));
}

/** Switches the pane beside the timeline. */
function asideCommand({ views }: WorkbenchParts, view: RecordView, group: string): Command {
  const pane = paneBeside(views, view) === 'record' ? 'connection' : 'record';
  return {
    id: 'records.aside',
    title: pane === 'connection' ? 'Show the connection' : 'Show the selected record',
    group,
    keys: 'Alt+C',
    words: 'certificate TLS steps waterfall addresses',
    run: () => showPane(views, view, pane),
  };
}
