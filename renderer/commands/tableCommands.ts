import type { RecordView } from '../state/records/recordView.ts';
import { usualColumns } from '../state/window/tableColumns.ts';
import {
  densities,
  densityNames,
  timeBases,
  timeBasisNames,
  timePrecisionNames,
  timePrecisions,
} from '../state/window/tableLayout.ts';
import { referenceChoice } from '../state/window/timeReference.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';
import { digitKeys } from '../ui/keys.ts';
import type { Command } from './command.ts';
import { onDesktop } from './tabCommands.ts';

/** Zero, from which times are counted then. */
const referenceKeys = digitKeys(0);

/** What the records table shows: from which record times are counted and how they are told, the height of its rows, its usual columns. */
export function tableCommands(
  { state, tableLayout }: WorkbenchParts,
  view: RecordView,
  group: string,
): Command[] {
  const { time } = tableLayout.getState();
  return [
    ...referenceCommand(state, view, group),
    ...timeBases.map((basis): Command => ({
      id: `table.time.${basis}`,
      title: `Times: ${timeBasisNames[basis].toLowerCase().replace('utc', 'UTC')}`,
      group,
      words: 'column clock format',
      run: () => {
        view.reference.setState(null, true);
        tableLayout.setState({ time: { ...time, basis } });
      },
    })),
    ...timePrecisions.map((precision): Command => ({
      id: `table.precision.${precision}`,
      title: `Times: to ${timePrecisionNames[precision].toLowerCase()}`,
      group,
      words: 'column precision digits',
      run: () => tableLayout.setState({ time: { ...time, precision } }),
    })),
    ...densities.map((density): Command => ({
      id: `table.density.${density}`,
      title: `Rows: ${densityNames[density].toLowerCase()}`,
      group,
      words: 'density height compact',
      run: () => tableLayout.setState({ density }),
    })),
    {
      id: 'table.columns',
      title: 'Columns: as usual',
      group,
      words: 'reset width order hidden table',
      run: () => tableLayout.setState({ columns: usualColumns }),
    },
  ];
}

/** For the selected record; without one, for the reference that there is. */
function referenceCommand(state: WorkbenchParts['state'], view: RecordView, group: string): Command[] {
  const reference = view.reference.getState();
  const row = view.store.getState().currentRow ?? reference;
  if (row === null) return [];
  const isSet = reference?.seq === row.seq;
  const { label, run } = referenceChoice(view, row);
  return [
    {
      id: 'table.reference',
      title: isSet ? 'Unset the time reference' : 'Set the selected record as time reference',
      group,
      keys: referenceKeys,
      also: onDesktop(state, 'Mod+T'),
      words: 'count zero since',
      row: { label },
      run,
    },
  ];
}
