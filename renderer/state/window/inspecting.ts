import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RecordSource } from '../../../shared/contract/contract.ts';
import { readStored, writeStored, type KeyStorage } from '../base/stored.ts';
import type { RecordView } from '../records/recordView.ts';
import { asidePane, type AsidePane } from './asidePane.ts';
import type { OpenViews } from './openViews.ts';

export const readings = ['hex', 'text', 'json', 'details'] as const;
const readingSchema = z.enum(readings);
/** How a record is shown: its bytes, as hex, text or JSON, or what else is known about it. */
export type Reading = z.infer<typeof readingSchema>;

const storageKey = 'wirebench.reading';
const valuesKey = 'wirebench.values';

interface Inspecting {
  /** The chosen one, which stays for the next records, and is remembered. */
  readonly reading: Reading;
  /** Whether the values of the bytes are shown with the hex dump, which is remembered, too. */
  readonly hasValues: boolean;
  /** The source whose inspector covers its list; null for none. */
  readonly large: string | null;
}

/** How the inspector of whatever tab is shown. */
export type InspectingStore = StoreApi<Inspecting>;

export function createInspecting(storage: KeyStorage): InspectingStore {
  const store = createStore<Inspecting>(() => ({
    reading: readStored(storage, storageKey, readingSchema) ?? 'hex',
    hasValues: readStored(storage, valuesKey, z.boolean()) ?? false,
    large: null,
  }));
  store.subscribe(({ reading, hasValues }, before) => {
    if (reading !== before.reading) writeStored(storage, storageKey, reading);
    if (hasValues !== before.hasValues) writeStored(storage, valuesKey, hasValues);
  });
  return store;
}

/** The name of a source in what is kept per source: the id of its session, or of its recording. */
export function keyOfSource(source: RecordSource): string {
  return 'session' in source ? source.session : source.recording;
}

/** What of the window's parts shows a record large. */
interface InspectingParts {
  readonly views: Pick<OpenViews, 'asides'>;
  readonly inspecting: InspectingStore;
}

/** Shows the selected record over the whole list, as Enter or a double click on its row asks for. */
export function showLarge({ views, inspecting }: InspectingParts, view: RecordView): void {
  showPane(views, view, 'record');
  inspecting.setState({ large: keyOfSource(view.source) });
}

/** Shows the selected record in a reading, in place of the connection. */
export function showReading(
  { views, inspecting }: InspectingParts,
  view: RecordView,
  reading: Reading,
): void {
  showPane(views, view, 'record');
  inspecting.setState({ reading });
}

/** Shows what the bytes of the current record are, or no longer, below their hex dump, which is brought to the front. */
export function toggleValues(parts: InspectingParts, view: RecordView): void {
  parts.inspecting.setState({ hasValues: !areValuesShown(parts, view) });
  showReading(parts, view, 'hex');
}

/** Whether the values are what the inspector shows of the current record, among others. */
export function areValuesShown({ views, inspecting }: InspectingParts, view: RecordView): boolean {
  const { hasValues, reading } = inspecting.getState();
  return hasValues && reading === 'hex' && paneBeside(views, view) === 'record';
}

/** The pane that is shown beside the list. */
export function paneBeside({ asides }: InspectingParts['views'], { source, store }: RecordView): AsidePane {
  const { current, lostCurrent } = store.getState();
  return asidePane(asides.getState()[keyOfSource(source)], current ?? lostCurrent);
}

/** Shows a pane beside the list, until something else is selected. */
export function showPane(
  { asides }: InspectingParts['views'],
  { source, store }: Pick<RecordView, 'source' | 'store'>,
  pane: AsidePane,
): void {
  const { current, lostCurrent } = store.getState();
  asides.setState({ [keyOfSource(source)]: { pane, current: current ?? lostCurrent } });
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
