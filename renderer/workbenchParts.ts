import type { StoreApi } from 'zustand';
import type { WorkbenchActions } from './state/actions.ts';
import type { DraftStore } from './state/drafts.ts';
import type { FilterHistory } from './state/filterHistory.ts';
import type { OpenViews } from './state/openViews.ts';
import type { RecordFilterState } from './state/recordFilter.ts';
import type { ThemeStore } from './state/theme.ts';
import type { WorkbenchState } from './state/workbench.ts';

/** What the window is put together from; made once, in main.tsx. */
export interface WorkbenchParts {
  readonly state: WorkbenchState;
  readonly actions: WorkbenchActions;
  readonly views: OpenViews;
  readonly drafts: DraftStore;
  readonly theme: ThemeStore;
  readonly filterHistory: FilterHistory;
  /** What is looked for in each tab, by its key. */
  readonly filters: Map<string, Pick<RecordFilterState, 'text' | 'mode'>>;
  /** Whether the traffic chart is shown. */
  readonly chartShown: StoreApi<boolean>;
}
