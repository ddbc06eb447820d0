import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RecordSource } from '../../../shared/contract/contract.ts';
import type { RecordView } from '../records/recordView.ts';
import type { OpenViews } from './openViews.ts';

/** How a record is shown: its bytes, as hex, text or JSON, or what else is known about it. */
export type Reading = 'hex' | 'text' | 'json' | 'details';

interface Inspecting {
  /** The chosen one, which stays for the next records, too. */
  readonly reading: Reading;
  /** The source whose inspector covers its list; null for none. */
  readonly large: string | null;
}

/** How the inspector of whatever tab is shown. */
export type InspectingStore = StoreApi<Inspecting>;

export function createInspecting(): InspectingStore {
  return createStore<Inspecting>(() => ({ reading: 'hex', large: null }));
}

/** The name of a source in what is kept per source: the id of its session, or of its recording. */
export function keyOfSource(source: RecordSource): string {
  return 'session' in source ? source.session : source.recording;
}

/** What of the window's parts shows a record large. */
export interface InspectingParts {
  readonly views: Pick<OpenViews, 'asides'>;
  readonly inspecting: InspectingStore;
}

/** Shows the selected record over the whole list, as Enter or a double click on its row asks for. */
export function showLarge({ views, inspecting }: InspectingParts, { source, store }: RecordView): void {
  const { selected, lostSelection } = store.getState();
  const key = keyOfSource(source);
  views.asides.setState({ [key]: { pane: 'record', selected: selected ?? lostSelection } });
  inspecting.setState({ large: key });
}

/** Shows the list again, and the inspector beside it. */
export function leaveLarge({ inspecting }: Pick<InspectingParts, 'inspecting'>): void {
  inspecting.setState({ large: null });
}

/** Makes what is beside the list of a source large as it is, or small again. */
export function toggleLarge({ inspecting }: Pick<InspectingParts, 'inspecting'>, source: RecordSource): void {
  const key = keyOfSource(source);
  inspecting.setState(({ large }) => ({ large: large === key ? null : key }));
}
