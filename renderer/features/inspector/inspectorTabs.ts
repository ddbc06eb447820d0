import type { RecordRow } from '../../../shared/model/record.ts';
import type { AsidePane } from '../../state/window/asidePane.ts';
import type { Reading } from '../../state/window/inspecting.ts';

/** What the inspector can show: a reading of the current record, or the connection. */
export type InspectorTab = Reading | 'connection';

interface Shown {
  /** Null while no record is selected, or it is not loaded yet. */
  readonly row: Pick<RecordRow, 'size'> | null;
  readonly isJson: boolean;
}

/** The tab that is shown: the chosen reading where the record has it, otherwise the nearest that it has. */
export function shownTab(pane: AsidePane, reading: Reading, { row, isJson }: Shown): InspectorTab {
  if (pane === 'connection') return 'connection';
  if (row !== null && row.size === 0) return 'details';
  if (reading === 'json' && !isJson) return 'text';
  return reading;
}

/** Whether a tab has nothing to show of the record. All tabs are always there, so that none moves. */
export function isEmptyTab(tab: InspectorTab, { row, isJson }: Shown): boolean {
  if (tab === 'json') return !isJson;
  return (tab === 'hex' || tab === 'text') && row !== null && row.size === 0;
}
