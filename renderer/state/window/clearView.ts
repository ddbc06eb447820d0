import { countedInWords, capitalized, plural } from '../../../shared/base/quantity.ts';
import type { RecordView } from '../records/recordView.ts';
import type { WorkbenchState } from './workbench.ts';

interface ClearParts {
  readonly state: Pick<WorkbenchState, 'announced'>;
}

/** Shows only what comes from here on. Nothing is deleted: the strip above the list leads back. */
export function clearView({ state }: ClearParts, view: RecordView): void {
  const { first, last } = view.store.getState();
  if (last < first) return;
  view.hideBefore(last + 1);
  view.follow(true);
  const { hidden } = view.store.getState();
  const records = capitalized(countedInWords(hidden, 'earlier record'));
  state.announced.setState(`${records} ${plural(hidden, 'is', 'are')} hidden.`, true);
}
