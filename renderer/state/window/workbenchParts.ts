import type { MarkColour } from '../../../shared/model/mark.ts';
import type { StoreApi } from 'zustand/vanilla';
import type { WorkbenchActions } from './actions.ts';
import type { DraftStore } from './drafts.ts';
import type { FilterHistory } from '../records/filterHistory.ts';
import type { InspectingStore } from './inspecting.ts';
import type { Notifier } from './news.ts';
import type { OpenViews } from './openViews.ts';
import type { RecentCommands } from './recentCommands.ts';
import type { RecordFilterState } from '../records/recordFilter.ts';
import type { TableLayout } from './tableLayout.ts';
import type { TableWords } from './tableTexts.ts';
import type { ThemeStore } from './theme.ts';
import type { WorkbenchState } from './workbench.ts';

/** The parts of the window that are there from the beginning; created once, in main.tsx. */
export interface WindowParts {
  readonly state: WorkbenchState;
  readonly actions: WorkbenchActions;
  readonly drafts: DraftStore;
  readonly theme: ThemeStore;
  readonly filterHistory: FilterHistory;
  readonly recentCommands: RecentCommands;
  /** The filter of each tab, by the tab's key. */
  readonly filters: Map<string, Pick<RecordFilterState, 'text' | 'mode'>>;
  /** The colour of a new mark, where none is chosen. */
  readonly markColour: StoreApi<MarkColour>;
  /** Whether the traffic chart is shown. */
  readonly chartShown: StoreApi<boolean>;
  readonly inspecting: InspectingStore;
  /** Null where nothing can be shown outside of the window. */
  readonly notifier: Notifier | null;
  /** The tables of records on the screen, by the key of their source, as they show them. */
  readonly tableWords: Map<string, TableWords>;
  /** Puts a text on the clipboard, from a click or a key; a long one is a blob of UTF-8. */
  readonly copyText: (text: string | Blob) => Promise<void>;
  /** The columns, the time and the density of the records tables. */
  readonly tableLayout: StoreApi<TableLayout>;
}

/** All parts of the window, as what a tab shows needs them: the code of the views is loaded with the first tab. */
export interface WorkbenchParts extends WindowParts {
  readonly views: OpenViews;
}
